import { expect, it } from 'vitest'
import { compareCover } from './cover.ts'

it('reads Today once when it was read under the breaks the line tells of, whichever comes first', () => {
  const screenFirst = compareCover()
  expect(screenFirst.heard('dina rests', ['dina rests'])).toBe(false)
  const lineFirst = compareCover()
  expect(lineFirst.heard('dina rests', [])).toBe(false)
  expect(lineFirst.read('dina rests')).toBe(false)
})

it('reads Today anew when a break began or ended between its reading and the line, whichever comes first', () => {
  const screenFirst = compareCover()
  expect(screenFirst.heard('', ['dina rests'])).toBe(true)
  const lineFirst = compareCover()
  expect(lineFirst.heard('', [])).toBe(false)
  expect(lineFirst.read('dina rests')).toBe(true)
})

it('reads Today anew at each break that begins or ends later, and once for each', () => {
  const cover = compareCover()
  expect(cover.heard('', [''])).toBe(false)
  expect(cover.heard('dina rests', [''])).toBe(true)
  // The line is behind: Dina is back, which it has not told yet.
  expect(cover.read('')).toBe(false)
  expect(cover.heard('', [''])).toBe(true)
  expect(cover.heard('', [''])).toBe(false)
})
