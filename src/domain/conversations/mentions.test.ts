import { describe, expect, it } from 'vitest'
import type { MemberId } from '../shared/ids.ts'
import { mentionsIn } from './mentions.ts'

const members = [
  ['ana', 'Ana Ruiz'],
  ['anna', 'Anna-Lena Groß'],
  ['jose', 'José Álvarez'],
  ['tom1', 'Tom Baker'],
  ['tom2', 'Tom Castle'],
].map(([id, name]) => ({ id: id as MemberId, name: name! }))
const called = (text: string) => mentionsIn(text, members)

describe('whom a note calls', () => {
  it('is found by first name or whole name, in any case, with or without accents', () => {
    expect(called('@Ana can you look?')).toEqual(['ana'])
    expect(called('please, @ana  ruiz.')).toEqual(['ana'])
    expect(called('(@jose) and @Anna-Lena')).toEqual(['jose', 'anna'])
  })

  it('is everybody of a shared first name, and one alone by the whole name', () => {
    expect(called('@Tom!')).toEqual(['tom1', 'tom2'])
    expect(called('@Tom Castle, please')).toEqual(['tom2'])
  })

  it('is nobody in an address, in the middle of a word, or by the beginning of a name', () => {
    expect(called('write to service@ana.example')).toEqual([])
    expect(called('@Anastasia')).toEqual([])
    expect(called('@ Ana')).toEqual([])
    expect(called('')).toEqual([])
  })

  it('is each once', () => {
    expect(called('@Ana @Ana Ruiz')).toEqual(['ana'])
  })
})
