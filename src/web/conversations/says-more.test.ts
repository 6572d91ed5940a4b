import { describe, expect, it } from 'vitest'
import { saysMore } from './says-more.ts'

describe('the last words of a conversation below its subject', () => {
  it('stand there as they are when they say something else', () => {
    expect(saysMore('Gearbox', 'It grinds in second.')).toBe('It grinds in second.')
    expect(saysMore('', 'It grinds in second.')).toBe('It grinds in second.')
  })

  it('do not repeat the subject that was taken from them', () => {
    expect(saysMore('Is the part there?', 'Is the part there? I come by train tomorrow.')).toBe(
      'I come by train tomorrow.',
    )
    expect(saysMore('Is the part there?', 'Is the part there?')).toBe('')
    expect(saysMore('what do I bring tomorrow at…', 'What do I bring tomorrow at nine?')).toBe('')
  })

  it('stand there whole where the subject was cut within a word', () => {
    expect(saysMore('Could you send the inv…', 'Could you send the invoice?')).toBe(
      'Could you send the invoice?',
    )
  })
})
