import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vienna } from './testing/ear.ts'

const { hear } = vienna

describe('hearing', () => {
  it('finds places inside the text, whatever is written, and quickly', () => {
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

  it('takes under 5 ms for a mail of 2,000 characters, in English and in German', () => {
    const mails = [
      "Hi Marta,\nthank you for your patience. The part is on back order, which I am sorry about. I'll check with the workshop and call you tomorrow before ten. If you like, we could lend you a car. The invoice will be corrected, and you'll have it by Friday.\n\n",
      'Liebe Marta,\nvielen Dank für die Geduld. Das Teil ist leider nicht lieferbar. Ich frage in der Werkstatt nach und rufe Sie morgen vor zehn an. Wenn Sie möchten, leihen wir Ihnen ein Auto. Die Rechnung wird berichtigt, und Sie haben sie bis Freitag im Postfach.\n\n',
    ]
    for (const mail of mails) {
      const text = mail.repeat(10).slice(0, 2000)
      const times = Array.from({ length: 30 }, () => {
        const started = performance.now()
        hear(text)
        return performance.now() - started
      })
      // The quickest of many runs: what it takes when the machine has nothing else to do.
      expect(Math.min(...times)).toBeLessThan(5)
    }
  })

  it('does not slow down on long or odd texts', () => {
    const odd = [
      "I'll ",
      "I'll call you ",
      'by the end of the ',
      'at the latest ',
      'the workshop ',
      'I have and ',
      'I said ',
      'if ',
      '"',
      'on x ',
      '1 ',
      'a',
      '- ',
    ]
    for (const text of odd) {
      const started = performance.now()
      hear(text.repeat(20_000 / text.length))
      expect(performance.now() - started, text).toBeLessThan(1000)
    }
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

  it('does not slow down on long or odd texts', () => {
    for (const text of [
      'ich rufe ',
      'ich rufe Sie morgen an und ',
      'bis zum ',
      'spätestens ',
      'und ',
      'dass wir ',
      ', der Monteur ',
      '„',
      '1. ',
      'ü',
    ]) {
      const started = performance.now()
      hear(text.repeat(20_000 / text.length))
      expect(performance.now() - started, text).toBeLessThan(1000)
    }
  })
})
