import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../domain/shared/refusal.ts'
import en from './en.json' with { type: 'json' }
import { inVocabulary, type Vocabulary } from './vocabulary.ts'

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

  it.each([
    ['customer', 'People'],
    ['guest', 'Guests'],
    ['patient', 'Patients'],
  ] as const)(
    'calls those served as the sector of a %s does, on every screen [S0-16]',
    (vocabulary, screen) => {
      const words = inVocabulary(en, vocabulary)
      expect(words.shell.screens.people).toBe(screen)
      expect(sentences(words).filter(([, said]) => /\[\w+\]/.test(said))).toEqual([])
    },
  )

  it('has every word of the vocabulary for every sector [S0-16]', () => {
    const packs = Object.keys(en.vocabulary) as Vocabulary[]
    expect(packs.toSorted()).toEqual(Object.keys(en.accounts.vocabulary).toSorted())
    for (const pack of packs)
      expect(Object.keys(en.vocabulary[pack])).toEqual(Object.keys(en.vocabulary.customer))
  })

  it('says trouble and refusals without the vocabulary, which nobody knows yet where they are said', () => {
    const plain = [...sentences(en.refusal), ...sentences(en.shell.trouble)]
    expect(plain.filter(([, words]) => /\[\w+\]/.test(words))).toEqual([])
  })
})
