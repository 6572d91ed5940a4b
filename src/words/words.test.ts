import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../domain/shared/refusal.ts'
import en from './en.json' with { type: 'json' }
import { kept, sayKept } from './kept.ts'
import { languagesOf } from './languages.ts'
import { flawsOf, marked, sentencesOf, takenBy } from './testing/compare.ts'
import { inVocabulary, type Vocabulary } from './vocabulary.ts'
import { chooseLocale, LOCALES, loadWords, wantedIn } from './words.ts'

describe('words', () => {
  it('has a sentence for every refusal and for nothing else', () => {
    expect(Object.keys(en.refusal).sort()).toEqual(Object.keys(REFUSALS).sort())
  })

  it('never says ticket, agent or end user', () => {
    const wrong = sentencesOf(en).filter(([, words]) =>
      /\b(tickets?|agents?|end users?|deflect\w*|handle time)\b/i.test(words),
    )
    expect(wrong).toEqual([])
  })

  it('leaves no sentence empty', () => {
    expect(sentencesOf(en).filter(([, words]) => words.trim() === '')).toEqual([])
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
      expect(sentencesOf(words).filter(([, said]) => /\[\w+\]/.test(said))).toEqual([])
    },
  )

  it('has every word of the vocabulary for every sector [S0-16]', () => {
    const packs = Object.keys(en.vocabulary) as Vocabulary[]
    expect(packs.toSorted()).toEqual(Object.keys(en.accounts.vocabulary).toSorted())
    for (const pack of packs)
      expect(Object.keys(en.vocabulary[pack])).toEqual(Object.keys(en.vocabulary.customer))
  })

  it('says trouble and refusals without the vocabulary, which nobody knows yet where they are said', () => {
    const plain = [...sentencesOf(en.refusal), ...sentencesOf(en.shell.trouble)]
    expect(plain.filter(([, words]) => /\[\w+\]/.test(words))).toEqual([])
  })
})

describe('a language', () => {
  it('of the product has exactly the keys of English, and each sentence takes what the English one takes', async () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'))
    expect(files.map((name) => name.slice(0, -5)).toSorted()).toEqual(LOCALES.toSorted())
    for (const locale of LOCALES) expect(flawsOf(await loadWords(locale), en), locale).toEqual([])
  })

  it('that is not whole is found out', () => {
    const { ui: _, ...rest } = en
    const flaws = flawsOf(
      {
        ...rest,
        demo: { ...en.demo, beyond: 'x' },
        kept: {
          ...en.kept,
          timed_out: '{there} did not answer',
          unreachable: ' ',
          not_sent: '[Folks] [people]',
        },
      },
      en,
    )
    expect(flaws.filter((f) => !f.startsWith('lacks ui.'))).toEqual([
      'has demo.beyond beyond English',
      'kept.unreachable is empty',
      'kept.timed_out takes there, English where',
      'kept.not_sent has [Folks], which not every sector has',
    ])
    expect(flaws.some((f) => f.startsWith('lacks ui.'))).toBe(true)
    expect(flawsOf(marked(en), en)).toEqual([])
  })

  it('is read for its arguments in every branch of a plural', () => {
    expect(takenBy('{count, plural, =0 {none of {name}} one {# {thing}} other {#}} by {when}')).toEqual([
      'count: plural',
      'name',
      'thing',
      'when',
    ])
    expect(takenBy('plain')).toEqual([])
  })

  it('takes only plain values where a letter or a kept sentence is said, which no screen fills', () => {
    const letters = { a: en.accounts.letters, n: en.notices.sent, k: en.kept, p: en.promises.letter }
    expect(sentencesOf(letters).filter(([, words]) => takenBy(words).some((a) => a.includes(':')))).toEqual(
      [],
    )
  })

  it('is the first of ours that is wanted, whatever its region, and English where we speak none', () => {
    const spoken = ['en', 'de', 'fr']
    expect(chooseLocale(['de-AT'], spoken)).toBe('de')
    expect(chooseLocale([null, undefined, 'tr', 'FR'], spoken)).toBe('fr')
    expect(chooseLocale(['tr', 'pl'], spoken)).toBe('en')
    expect(chooseLocale([], spoken)).toBe('en')
  })

  it('is asked for by a browser in the order of its weights', () => {
    expect(wantedIn('fr;q=0.5, de-CH, *;q=0.1, en;q=0.8, tr;q=0')).toEqual(['de-CH', 'en', 'fr'])
    expect(wantedIn(null)).toEqual([])
    expect(wantedIn(';q=x,,')).toEqual([])
  })
})

describe('a sentence kept by what it says', () => {
  const strange = languagesOf([
    { locale: 'en', dates: 'en-GB', words: en },
    { locale: 'xx', dates: 'de-DE', words: marked(en) },
  ])

  it('is said in the language of each reader', () => {
    const problem = kept('timed_out', { where: 'imap.example:993' })
    expect(sayKept(strange.choose('en').words, problem)).toBe('imap.example:993 did not answer in time.')
    expect(sayKept(strange.choose('xx').words, problem)).toBe('¡imap.example:993 did not answer in time.')
  })

  it('has what another server said behind it, as that server said it', () => {
    const problem = kept('server_busy', { host: 'mx.example', said: '451 {host} later' })
    expect(sayKept(en, problem)).toBe('mx.example asks to be tried again later. It says: "451 {host} later"')
  })

  it('that was kept in words is said in those words', () => {
    expect(sayKept(en, 'It names no sender.')).toBe('It names no sender.')
    expect(sayKept(en, '{"say":"no such key"}')).toBe('{"say":"no such key"}')
    expect(sayKept(en, '{"say":')).toBe('{"say":')
    expect(sayKept(en, null)).toBeNull()
  })
})
