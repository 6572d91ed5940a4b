import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, localParts, plus, type TimeZone } from '../shared/time.ts'
import { orderAhead } from './ahead.ts'
import type { TodayItem } from './order.ts'

const berlin = 'Europe/Berlin' as TimeZone
// A Friday evening before the clocks go back.
const now = instant('2026-10-23T20:00:00Z')

describe('the days ahead', () => {
  it('shows seven days from tomorrow, each with what falls on it in the site’s time [S1-19]', () => {
    const items: TodayItem[] = [
      { kind: 'next_contact', id: 'comes', due: instant('2026-10-26T09:00:00Z') },
      { kind: 'update', id: 'word', due: instant('2026-10-24T08:00:00Z') },
      { kind: 'promise', id: 'past midnight', due: instant('2026-10-23T22:30:00Z') },
      { kind: 'promise', id: 'last minute', due: instant('2026-10-25T22:59:00Z') },
      { kind: 'promise', id: 'in eight days', due: instant('2026-10-31T09:00:00Z') },
      { kind: 'promise', id: 'tonight', due: instant('2026-10-23T21:00:00Z') },
    ]
    const days = orderAhead(items, now, berlin)
    expect(days.map((d) => d.date)).toEqual([
      ...['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30'],
    ])
    expect(days.map((d) => d.lines.map((l) => `${l.item.id} ${l.why.code}`))).toEqual([
      ...[['past midnight promise_due', 'word update_due'], ['last minute promise_due']],
      ...[['comes next_contact_ahead'], [], [], [], []],
    ])
  })

  it('shows everything of those days, on its own day and in order', () => {
    const anyItem = fc.record({
      kind: fc.constantFrom(
        'promise' as const,
        'update' as const,
        'next_contact' as const,
        'expected' as const,
      ),
      id: fc.uuid(),
      due: fc.integer({ min: 0, max: 20_000 }).map((minutes) => plus(now, { minutes })),
    })
    fc.assert(
      fc.property(fc.uniqueArray(anyItem, { selector: (i) => i.id }), (items) => {
        const days = orderAhead(items, now, berlin)
        for (const { date, lines } of days) {
          for (const { at } of lines) expect(localParts(at, berlin).date).toBe(date)
          expect(lines.map((l) => l.at)).toEqual(lines.map((l) => l.at).sort())
        }
        const dates = new Set(days.map((d) => d.date))
        const meant = items.filter((i) => dates.has(localParts(i.due, berlin).date)).length
        expect(days.flatMap((d) => d.lines)).toHaveLength(meant)
      }),
    )
  })
})
