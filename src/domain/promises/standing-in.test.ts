import { describe, expect, it } from 'vitest'
import type { MemberId, SiteId } from '../shared/ids.ts'
import { type Instant, plus } from '../shared/time.ts'
import type { Standing } from './alerts.ts'
import { standsInFor, uncovered } from './standing-in.ts'

const now = '2026-11-23T09:12:00.000Z' as Instant
const tonight = '2026-11-23T23:00:00.000Z' as Instant
const member = (id: string, more: Partial<Standing> = {}): Standing => ({
  ...{ id: id as MemberId, siteId: 's' as SiteId, role: 'member', endsAt: null },
  ...{ backupId: null, rests: false, ...more },
})
const owed = (ownerId: string, due: Instant, more: object = {}) => ({
  ...{ ownerId: ownerId as MemberId, due, nextUpdateDue: null },
  ...{ keptAt: null, brokenAt: null, releasedAt: null, movedAt: null, ...more },
})
const noon = plus(now, { hours: 2 })

describe('what nobody looks after while its owner rests', () => {
  it('is what falls before tonight or is late, if nobody who serves stands in', () => {
    const promises = [
      owed('ana', noon),
      owed('ana', plus(now, { hours: -1 })),
      owed('ana', plus(now, { hours: 30 })),
      owed('ana', plus(now, { hours: 30 }), { nextUpdateDue: noon }),
      owed('ana', noon, { keptAt: now }),
      owed('ben', noon),
    ]
    const found = (ana: Partial<Standing>, ben: Partial<Standing> = {}) => {
      const everybody = [member('ana', { rests: true, ...ana }), member('ben', ben)]
      return uncovered(promises, everybody, tonight, now).map((p) => promises.indexOf(p))
    }
    expect(found({})).toEqual([0, 1, 3])
    expect(found({ rests: false })).toEqual([])
    expect(found({ backupId: 'ben' as MemberId })).toEqual([])
    expect(found({ backupId: 'ben' as MemberId }, { endsAt: now }), 'who stood in has left').toEqual([
      0, 1, 3,
    ])
    expect(found({ backupId: 'ben' as MemberId }, { role: 'read_only' })).toEqual([0, 1, 3])
  })
})

it('is done by who is named for the break, else by who always does, and only while the other rests', () => {
  const [ben, mia] = ['ben' as MemberId, 'mia' as MemberId]
  const by = (ana: Partial<Standing>, more: Partial<Standing> = {}) => {
    const everybody = [member('ana', { backupId: mia, ...ana }), member('ben', more), member('mia')]
    return [ben, mia].filter((who) => standsInFor(who, everybody, now).length > 0)
  }
  expect(by({ rests: true })).toEqual([mia])
  expect(by({ rests: true, standInId: ben })).toEqual([ben])
  expect(by({ rests: true, standInId: ben }, { endsAt: now }), 'who was named has left').toEqual([mia])
  expect(by({ rests: false, standInId: ben })).toEqual([])
})
