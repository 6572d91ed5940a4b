import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../domain/shared/refusal.ts'
import en from './en.json' with { type: 'json' }

function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : sentences(value, `${path}${key}.`),
  )
}

describe('words', () => {
  it('has a sentence for every refusal and for nothing else', () => {
    expect(Object.keys(en.refusal).sort()).toEqual(Object.keys(REFUSALS).sort())
  })

  it('never says ticket, agent or end user', () => {
    const wrong = sentences(en).filter(([, words]) =>
      /\b(tickets?|agents?|end users?|deflect\w*|handle time)\b/i.test(words),
    )
    expect(wrong).toEqual([])
  })

  it('leaves no sentence empty', () => {
    expect(sentences(en).filter(([, words]) => words.trim() === '')).toEqual([])
  })
})
