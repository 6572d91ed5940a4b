import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { instant, plus } from '../shared/time.ts'
import {
  acceptInvitation,
  changeMember,
  endMember,
  type Invitation,
  inviteMember,
  type Member,
} from './membership.ts'
import { ROLES } from './permissions.ts'

const now = instant('2026-11-21T10:00:00Z')
const someone = (id: string, role: Member['role'], more: Partial<Member> = {}): Member => ({
  id: id as MemberId,
  name: id,
  email: `${id}@example.com`,
  role,
  job: 'service_advisor',
  siteId: 'site' as SiteId,
  endsAt: null,
  ...more,
})
const olga = someone('olga', 'owner')
const max = someone('max', 'manager')
const tom = someone('tom', 'member')
const everybody = [olga, max, tom]
const { id: _, ...seasonal } = someone('sam', 'member', { endsAt: instant('2026-12-31T23:00:00Z') })
const letter = { ...seasonal, id: 'i' as Id<'invitation'> }

describe('inviting', () => {
  it('lets a manager take on somebody for a season, with an end [S0-02]', () => {
    const invitation = inviteMember(max, letter, now) as Invitation
    expect(invitation.expiresAt).toBe('2026-12-05T10:00:00.000Z')
    const joined = acceptInvitation(invitation, 'sam' as MemberId, plus(now, { days: 1 }))
    expect(joined).toMatchObject({ member: { id: 'sam', endsAt: '2026-12-31T23:00:00.000Z' } })
  })

  it('leaves owners to owners and is not for members', () => {
    expect(inviteMember(max, { ...letter, role: 'owner' }, now)).toMatchObject({ refused: 'not_allowed' })
    expect(inviteMember(tom, letter, now)).toMatchObject({ refused: 'not_allowed' })
    expect(inviteMember(olga, { ...letter, endsAt: now }, now)).toMatchObject({ field: 'endsAt' })
  })

  it('works once, in time, and not when taken back', () => {
    const invitation = inviteMember(max, letter, now) as Invitation
    const no = { refused: 'invitation_invalid' }
    expect(acceptInvitation({ ...invitation, acceptedAt: now }, tom.id, now)).toEqual(no)
    expect(acceptInvitation({ ...invitation, revokedAt: now }, tom.id, now)).toEqual(no)
    expect(acceptInvitation(invitation, tom.id, plus(now, { days: 14 }))).toEqual(no)
  })
})

describe('changing and ending', () => {
  it('lets everybody write their own name, and nobody their own role', () => {
    expect(changeMember(tom, tom, { name: 'Tomás' }, everybody, 2, now)).toMatchObject({ name: 'Tomás' })
    expect(changeMember(tom, tom, { role: 'manager' }, everybody, 0, now)).toMatchObject({
      refused: 'not_allowed',
    })
    expect(changeMember(max, olga, { role: 'member' }, everybody, 0, now)).toMatchObject({
      refused: 'not_allowed',
    })
  })

  it('refuses to end somebody whose promises have no new owner yet', () => {
    expect(endMember(max, tom, everybody, 2, now)).toEqual({
      refused: 'promises_need_owner',
      values: { count: 2 },
    })
    expect(endMember(max, tom, everybody, 0, now)).toEqual({ ...tom, endsAt: now })
    expect(changeMember(max, tom, { endsAt: now }, everybody, 0, now)).toMatchObject({ field: 'endsAt' })
  })

  it('refuses to let somebody only read whose promises have no new owner yet, at the role (P7)', () => {
    const reads = (owed: number) => changeMember(max, tom, { role: 'read_only' }, everybody, owed, now)
    expect(reads(2)).toEqual({ refused: 'promises_need_owner', field: 'role', values: { count: 2 } })
    expect(reads(0)).toEqual({ ...tom, role: 'read_only' })
    // Whoever only reads already may be renamed, whatever is still with them.
    const reader = { ...tom, role: 'read_only' as const }
    expect(changeMember(max, reader, { name: 'Tomás' }, everybody, 2, now)).toMatchObject({ name: 'Tomás' })
  })

  it('never leaves a workspace without an owner who stays', () => {
    const change = fc.record({
      who: fc.nat({ max: 3 }),
      role: fc.constantFrom(...ROLES),
      endsAt: fc.constantFrom(null, now, plus(now, { days: 3 })),
      end: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let team = [olga, someone('oskar', 'owner'), max, tom]
        for (const { who, role, endsAt, end } of changes) {
          const actor = team.find((m) => m.role === 'owner' && m.endsAt === null)!
          const next = end
            ? endMember(actor, team[who]!, team, 0, now)
            : changeMember(actor, team[who]!, { role, endsAt }, team, 0, now)
          if (!isRefusal(next)) team = team.map((m) => (m.id === next.id ? next : m))
          expect(team.some((m) => m.role === 'owner' && m.endsAt === null)).toBe(true)
        }
      }),
    )
  })
})
