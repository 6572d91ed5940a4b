import { describe, expect, it } from 'vitest'
import { sentencesOf } from './sentences.ts'

const sentences = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

describe('the sentences of a text', () => {
  it('go on over a line, and end with a blank one, a bullet or a greeting', () => {
    expect(sentences('Hi Marta,\nit is\ndone. See you!\n\n- one\n- two')).toEqual([
      'Hi Marta,',
      'it is\ndone.',
      'See you!',
      '- one',
      '- two',
    ])
  })

  it('do not end at an abbreviation or a decimal point', () => {
    expect(sentences('Call Dr. Huber at 4 p.m. today, no. 7. It costs 3.50 net.')).toHaveLength(2)
  })

  it('do not end at a number of a day or a German abbreviation', () => {
    for (const one of [
      'Bis zum 31. schließe ich das Konto.',
      'Am 17. März kommt er.',
      'Wir melden uns am 3. Dezember um 10 Uhr.',
      'Wir kommen am 30.03. um 11 Uhr.',
      'Hrn. Huber ca. um 10 Uhr anrufen, z. B. am Festnetz.',
    ])
      expect(sentences(one)).toEqual([one])
    expect(sentences('Ich rufe um 10 an. Dann um 11. Bis dann.')).toHaveLength(3)
  })

  it('are ours: quotes, signatures and the mail below are left out', () => {
    const below = [
      '> theirs',
      '-- \nAnna',
      'On Monday, Marta wrote:\ntheirs',
      '-----Original Message-----\ntheirs',
      'Am 16.11.2026 um 10:00 schrieb Marta Huber:\ntheirs',
      '-----Ursprüngliche Nachricht-----\ntheirs',
      'Von: Marta Huber\ntheirs',
    ]
    for (const text of below) expect(sentences(`Ours.\n\n${text}`)).toEqual(['Ours.'])
    expect(sentencesOf('He said "I will" once.')[0]!.plain).toBe('he said          once.')
  })

  it('stand where they stood, letter for letter', () => {
    for (const { start, end, plain } of sentencesOf('  İstanbul’s ÖBB? \r\n Yes… I’LL do.  '))
      expect(plain).toHaveLength(end - start)
  })
})
