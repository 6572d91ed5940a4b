import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_HEARD, LONGEST_SENTENCE } from './heard.ts'
import { parseDue } from './parse-due.ts'
import { vienna } from './testing/ear.ts'

const { hear } = vienna

describe('hearing', () => {
  it('finds places inside the text, whatever is written', () => {
    const word = fc.constantFrom(
      ..."I'll we will you'll call you send it by before noon Friday tomorrow ten 4pm and if not . , ? > \n in two hours let me check your car will be ready the workshop as soon at the latest or next week".split(
        ' ',
      ),
    )
    const anyText = fc.oneof(
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        for (const promise of hear(text)) {
          expect(0 <= promise.start && promise.start < promise.end && promise.end <= text.length).toBe(true)
          expect(promise.what.length).toBeLessThanOrEqual(121)
          if (promise.saidAs) expect(text.replace(/\s+/g, ' ')).toContain(promise.saidAs.split(' ')[0])
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('hearing German', () => {
  const words =
    'ich wir Sie rufe rufen schicken Ihnen morgen bis Freitag um zehn an dass wenn und , . ? > \n in zwei Stunden wird ist erledigt unser Monteur kommt gesagt nicht spätestens zu oder nächste Woche'.split(
      ' ',
    )

  it('finds places inside the text, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (some) => {
        const text = some.join(' ')
        for (const promise of hear(text)) {
          expect(0 <= promise.start && promise.start < promise.end && promise.end <= text.length).toBe(true)
          expect(promise.what.length).toBeLessThanOrEqual(121)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('whatever is pasted', () => {
  const sentence = "I'll call you by noon."
  const odd = [
    ...[
      "I'll ",
      "I'll call you ",
      'by the end of the ',
      'at at at ',
      'the workshop ',
      'I have and ',
      'I said ',
    ],
    ...[
      'if ',
      '"',
      '(',
      '.,;',
      '. ',
      'on x ',
      '1 ',
      '12.12.',
      'a',
      '- ',
      '\n',
      'last ',
      'ago ',
      'yesterday ',
    ],
    ...[
      'ich rufe ',
      'ich rufe Sie morgen an und ',
      'bis zum ',
      'spätestens ',
      'und ',
      'dass wir ',
      'vor zwei ',
    ],
    ...[', der Monteur ', '„', '1. ', 'ü', 'gestern ', 'letzten ', 'vor '],
  ]

  it('no more is listened to than somebody writes: neither of a text nor of a sentence', () => {
    const long = fc.constantFrom(...odd).map((words) => words.repeat(LONGEST_HEARD / words.length + 1))
    fc.assert(
      fc.property(long, (text) => {
        const behind = `${text.slice(0, LONGEST_HEARD)}\n\n${sentence}`
        expect(hear(behind)).toEqual(hear(text.slice(0, LONGEST_HEARD)))
        expect(hear(`${sentence}\n\n${text}`)[0]?.what).toBe('call Marta')
      }),
      { numRuns: odd.length },
    )
  })

  it('a sentence that never ends is not listened to, those around it are', () => {
    const word = 'x'.repeat(100_000)
    expect(hear(`${sentence} ${word}`)).toHaveLength(1)
    const endless = `I'll ${'call you and '.repeat(LONGEST_SENTENCE / 12)} by noon`
    expect(hear(`${sentence}\n\n${endless}`)).toHaveLength(1)
    expect(hear(`${endless}\n\n${sentence}`)).toHaveLength(1)
  })

  it('a field for a date reads no more than a date', () => {
    fc.assert(
      fc.property(fc.constantFrom(...odd), (words) => {
        const typed = `tomorrow ${words.repeat(200)}!`
        expect(parseDue(typed, vienna)).toBeNull()
      }),
    )
  })
})
