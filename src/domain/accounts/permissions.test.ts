import { describe, expect, it } from 'vitest'
import { type Instant, instant } from '../shared/time.ts'
import {
  cannotKeep,
  hasAccess,
  leads,
  may,
  mayNot,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
} from './permissions.ts'

const now = instant('2026-11-21T10:00:00Z')
const all = Object.keys(PERMISSIONS) as Permission[]
const service = ['people.write', 'conversations.write', 'counter.use', 'promises.write'] as const

describe('permissions', () => {
  it('let whoever serves do every act of service, whatever their job [S1-05]', () => {
    for (const role of ['owner', 'manager', 'member'] as const)
      for (const permission of service) expect(may({ role, endsAt: null }, permission, now)).toBe(true)
  })

  it('are named after no department [S1-05] [S3-05]', () => {
    for (const permission of all)
      expect(permission).not.toMatch(/service_|sales|reception|technic|advisor|desk/)
  })

  it('let read-only members read and change nothing', () => {
    const can = all.filter((permission) => may({ role: 'read_only', endsAt: null }, permission, now))
    expect(can.every((permission) => permission.endsWith('.read'))).toBe(true)
  })

  it('give an owner everything', () => {
    expect(all.every((permission) => may({ role: 'owner', endsAt: null }, permission, now))).toBe(true)
  })

  it('end by themselves on the end date, for every role [S0-02]', () => {
    for (const role of ROLES) {
      expect(hasAccess({ role, endsAt: instant('2026-11-21T10:00:00.001Z') }, now)).toBe(true)
      expect(all.some((permission) => may({ role, endsAt: now }, permission, now))).toBe(false)
      expect(mayNot({ role, endsAt: now }, 'people.read', now)).toEqual({ refused: 'access_ended' })
    }
  })

  it('say why not', () => {
    const member = { role: 'member', endsAt: null } as const
    expect(mayNot(member, 'people.read', now)).toBeNull()
    expect(mayNot(member, 'members.manage', now)?.refused).toBe('not_allowed')
  })
})

it('somebody leads who is an owner or a manager, and whoever may only read or leaves by then keeps nothing', () => {
  expect(ROLES.filter((role) => leads({ role }))).toEqual(['owner', 'manager'])
  const endsAt = instant('2026-11-21T12:00:00Z')
  const keeps = (role: Role, by: Instant) => !cannotKeep({ role, endsAt }, by)
  expect(ROLES.filter((role) => keeps(role, now))).toEqual(['owner', 'manager', 'member'])
  expect(ROLES.filter((role) => keeps(role, endsAt))).toEqual([])
})
