import { expect, it } from 'vitest'
import { instant } from '../shared/time.ts'
import { placeOf } from './reopen.ts'

const [before, closedAt, after] = ['09', '10', '11'].map((h) => instant(`2026-11-21T${h}:00:00Z`)) as [
  never,
  never,
  never,
]

it('puts a message into an open conversation', () => {
  expect(placeOf({ kind: 'from_them', sentAt: after, closedAt: null })).toBe('same')
})

it('opens a new linked conversation for the customer’s word on a closed one', () => {
  expect(placeOf({ kind: 'from_them', sentAt: after, closedAt })).toBe('new_reopening')
})

it('opens nothing for machines, for ourselves, or for what was written before the close', () => {
  expect(placeOf({ kind: 'automatic', sentAt: after, closedAt })).toBe('same')
  expect(placeOf({ kind: 'from_us', sentAt: after, closedAt })).toBe('same')
  expect(placeOf({ kind: 'from_them', sentAt: before, closedAt })).toBe('same')
})
