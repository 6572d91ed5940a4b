import { instant } from '../shared/time.ts'
import { comesFirst } from './comes-first.ts'

const noon = instant('2026-11-21T12:00:00Z')
const ten = instant('2026-11-21T10:00:00Z')
const two = instant('2026-11-21T14:00:00Z')

describe('what somebody waits for first', () => {
  it('is the promise itself while no word on the way was named', () => {
    expect(comesFirst({ due: noon, nextUpdateDue: null }, false)).toEqual({ at: noon, is: 'due' })
    expect(comesFirst({ due: noon, nextUpdateDue: noon }, false)).toEqual({ at: noon, is: 'due' })
  })

  it('is a word before the date, until the date has passed', () => {
    expect(comesFirst({ due: noon, nextUpdateDue: ten }, false)).toEqual({ at: ten, is: 'word' })
    expect(comesFirst({ due: noon, nextUpdateDue: ten }, true)).toEqual({ at: noon, is: 'due' })
  })

  it('is the next word they were told of, when it lies after the date, before and after that has passed [S3-22]', () => {
    expect(comesFirst({ due: noon, nextUpdateDue: two }, false)).toEqual({ at: two, is: 'word' })
    expect(comesFirst({ due: noon, nextUpdateDue: two }, true)).toEqual({ at: two, is: 'word' })
  })
})
