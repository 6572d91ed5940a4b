import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, instant, plus } from '../shared/time.ts'
import { isAtRisk, isDue, isOpen, isOverdue, isUpdateOverdue, promiseStatus } from './overdue.ts'

const due = instant('2026-11-21T12:00:00Z')
const made = { due, keptAt: null, brokenAt: null, releasedAt: null, movedAt: null }
const at = (minutes: number) => plus(due, { minutes })

describe('a promise in time', () => {
  it('is open, due soon within its lead time, and overdue past its moment [S1-09]', () => {
    expect(promiseStatus(made, at(-16))).toBe('open')
    expect(promiseStatus(made, at(-15))).toBe('due_soon')
    expect(promiseStatus(made, at(0))).toBe('due_soon')
    expect(promiseStatus(made, plus(due, { ms: 1 }))).toBe('overdue')
    expect(isAtRisk(made, at(-60), 120)).toBe(true)
    expect(isAtRisk(made, at(1))).toBe(false)
  })

  it('is kept, or kept late, by act and never by itself', () => {
    expect(promiseStatus({ ...made, keptAt: due }, at(500))).toBe('kept')
    expect(promiseStatus({ ...made, keptAt: at(1) }, at(500))).toBe('kept_late')
    expect(promiseStatus({ ...made, brokenAt: at(1) }, at(500))).toBe('broken')
    expect(promiseStatus({ ...made, releasedAt: at(-1) }, at(500))).toBe('released')
    expect(promiseStatus({ ...made, movedAt: at(-1) }, at(500))).toBe('moved')
  })

  it('is moved only where word of the new date reached them by the old one, once that has passed (P4)', () => {
    const moved = { ...made, movedAt: at(-30) }
    const status = (toldAt: Instant | null, now: Instant) => promiseStatus(moved, now, 15, { toldAt })
    expect([status(null, at(0)), status(null, plus(due, { ms: 1 }))]).toEqual(['moved', 'broken'])
    expect([status(due, at(500)), status(at(1), at(500))]).toEqual(['moved', 'broken'])
  })

  it('owes a word on the way when its moment passed [S3-22]', () => {
    expect(isUpdateOverdue({ ...made, nextUpdateDue: at(-30) }, at(-29))).toBe(true)
    expect(isUpdateOverdue({ ...made, nextUpdateDue: at(-30) }, at(-30))).toBe(false)
    expect(isUpdateOverdue({ ...made, nextUpdateDue: null }, at(90))).toBe(false)
    expect(isUpdateOverdue({ ...made, nextUpdateDue: at(-30), keptAt: at(-40) }, at(0))).toBe(false)
  })

  it('is due when what comes first of it has come: the next word, else its date [S1-31]', () => {
    const told = { ...made, nextUpdateDue: at(60) }
    expect(isDue({ ...made, nextUpdateDue: null }, at(0))).toBe(true)
    expect(isDue({ ...made, nextUpdateDue: null }, at(-1))).toBe(false)
    expect(isDue({ ...made, nextUpdateDue: at(-60) }, at(-60))).toBe(true)
    expect(isDue(told, at(1))).toBe(false)
    expect(isDue(told, at(60))).toBe(true)
    expect(isDue({ ...told, keptAt: at(2) }, at(60))).toBe(false)
  })

  it('stays overdue however long nobody acts (P5)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (minutes) => {
        expect(promiseStatus(made, at(minutes))).toBe('overdue')
        expect(isOverdue(made, at(minutes)) && isOpen(made)).toBe(true)
      }),
    )
  })
})
