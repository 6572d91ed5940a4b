import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../accounts/permissions.ts'
import type { MemberId, SiteId } from '../shared/ids.ts'
import { type Instant, instant, plus } from '../shared/time.ts'
import { isLeaving, successorOf } from './succession.ts'

const now = instant('2026-11-21T12:00:00Z')
const somebody = (id: string, more: object = {}) => ({
  id: id as MemberId,
  role: 'member' as (typeof ROLES)[number],
  siteId: 'here' as SiteId,
  endsAt: null as Instant | null,
  backupId: null as MemberId | null,
  ...more,
})
const leaver = somebody('leaver', { backupId: 'backup', endsAt: now })
const [backup, lead, owner] = [
  somebody('backup'),
  somebody('lead', { role: 'manager' }),
  somebody('owner', { role: 'owner', siteId: 'there' }),
]

describe('who takes over what a leaver owes (P2, P7)', () => {
  it('is the one who stands in for them, else who leads at their place, else an owner', () => {
    expect(successorOf(leaver, [leaver, lead, owner, backup], null, now)).toBe('backup')
    expect(successorOf(leaver, [leaver, owner, lead], null, now)).toBe('lead')
    expect(successorOf(leaver, [leaver, owner, somebody('clerk')], null, now)).toBe('owner')
    expect(
      successorOf(leaver, [leaver, { ...backup, endsAt: plus(now, { minutes: 9 }) }, lead], null, now),
    ).toBe('lead')
  })

  it('is never the one it was made to', () => {
    expect(successorOf(leaver, [leaver, backup, lead], backup.id, now)).toBe('lead')
  })

  it('is somebody who can serve and stays, whenever there is one', () => {
    const anybody = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      role: fc.constantFrom(...ROLES),
      site: fc.constantFrom('here', 'there'),
      ends: fc.option(fc.integer({ min: -20, max: 40 })),
    })
    fc.assert(
      fc.property(fc.uniqueArray(anybody, { selector: (m) => m.id }), (rows) => {
        const others = rows.map((m) =>
          somebody(m.id, {
            ...{ role: m.role, siteId: m.site as SiteId },
            endsAt: m.ends === null ? null : plus(now, { minutes: m.ends }),
          }),
        )
        const to = successorOf(leaver, [leaver, ...others], null, now)
        const able = others.filter((m) => m.role !== 'read_only' && !isLeaving(m, now))
        expect(to === null).toBe(able.length === 0)
        if (to) expect(able.map((m) => m.id)).toContain(to)
      }),
    )
  })
})

it('whoever may only read by now keeps nothing any more, whenever their access ends', () => {
  expect(isLeaving(somebody('rita', { role: 'read_only' }), now)).toBe(true)
  expect(isLeaving(somebody('rita'), now)).toBe(false)
})
