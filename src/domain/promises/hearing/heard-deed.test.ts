import { describe, expect, it } from 'vitest'
import { hearDeed } from './heard-deed.ts'
import { berlin } from './testing/ear.ts'

const { now, schedule } = berlin
const deed = (words: string) => {
  const heard = hearDeed(words, { now, schedule })
  return heard && `${heard.what} | ${heard.saidAs ?? 'open'}`
}

describe('what is written as a deed to be promised [S3-21]', () => {
  it.each([
    ['send you the bill by Friday 17:00', 'send you the bill | by Friday 17:00'],
    ['Send you the bill by Friday', 'Send you the bill | by Friday'],
    [
      'call you about the winter tyres by tomorrow noon',
      'call you about the winter tyres | by tomorrow noon',
    ],
    ['Helen’s tyres by noon', 'Helen’s tyres | by noon'],
    ['order the part by Monday', 'order the part | by Monday'],
    ['die Rechnung bis Freitag schicken', 'Die Rechnung schicken | bis Freitag'],
    ['Sie morgen anrufen', 'Sie anrufen | morgen'],
    ['I’ll call you by Friday', 'call you | by Friday'],
  ])('is heard with its time: “%s”', (words, heard) => {
    expect(deed(words)).toBe(heard)
  })

  it.each(['', 'the bill', 'the winter tyres', 'Rechnung', 'who calls by Friday?', 'the bill of Friday'])(
    'is left as it is where no time is promised: “%s”',
    (words) => {
      expect(hearDeed(words, { now, schedule })?.saidAs ?? null).toBe(null)
    },
  )
})
