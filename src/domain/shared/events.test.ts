import { describe, expect, it } from 'vitest'
import { EVENT_KINDS, happened, isLoggable } from './events.ts'

describe('the event log', () => {
  it('names every kind as a noun and what happened to it', () => {
    for (const kind of EVENT_KINDS) expect(kind).toMatch(/^[a-z_]+\.[a-z_]+$/)
  })

  it('wants the main subject of a kind', () => {
    expect(happened('promise.kept', { promiseId: 'p', personId: 'q' })).toEqual({
      kind: 'promise.kept',
      subjects: { promiseId: 'p', personId: 'q' },
      data: {},
    })
    // @ts-expect-error a kept promise names the promise
    happened('promise.kept', { personId: 'q' })
    happened('workspace.created', {})
  })

  it('takes ids, codes, moments and numbers, and no words, names or addresses', () => {
    expect(
      isLoggable({ due: '2026-11-21T11:00:00.000Z', why: 'no_progress', n: 2, ids: ['a', 'b'], none: null }),
    ).toBe(true)
    expect(isLoggable({ text: 'I will call you by noon' })).toBe(false)
    expect(isLoggable({ to: 'marta@example.com' })).toBe(false)
    expect(isLoggable({ all: ['ok', 'not ok'] })).toBe(false)
  })
})
