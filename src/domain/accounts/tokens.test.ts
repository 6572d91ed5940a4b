import fc from 'fast-check'
import { instant, plus } from '../shared/time.ts'
import { may, PERMISSIONS, type Permission, ROLES } from './permissions.ts'
import {
  MOST_TOKENS,
  makeToken,
  mayNotRevoke,
  TOKEN_SCOPES,
  tokenMayNot,
  withinScopes,
  works,
} from './tokens.ts'

const NOW = instant('2026-11-23T09:12:00Z')
const permissions = Object.keys(PERMISSIONS) as Permission[]
const role = fc.constantFrom(...ROLES)
const scopes = fc.uniqueArray(fc.constantFrom(...TOKEN_SCOPES), { minLength: 1 })
const inADay = plus(NOW, { days: 1 })
const make = (by: (typeof ROLES)[number], of: readonly (typeof TOKEN_SCOPES)[number][], working = 0) =>
  makeToken(
    { id: 'olga' as never, role: by, endsAt: null },
    { id: 't' as never, name: 'The till', scopes: of, expiresAt: inADay },
    working,
    NOW,
  )

describe('an API token', () => {
  it('never exceeds its maker’s rights, whatever becomes of their role', () => {
    fc.assert(
      fc.property(role, role, scopes, (then, later, of) => {
        if ('refused' in make(then, of)) return
        const maker = { role: later, endsAt: null }
        for (const p of permissions) {
          const byToken = may(withinScopes(maker, of), p, NOW)
          expect(byToken).toBe(may(maker, p, NOW) && (of as readonly Permission[]).includes(p))
        }
      }),
    )
  })

  it('is made only with scopes its maker has', () => {
    fc.assert(
      fc.property(role, scopes, (by, of) => {
        const has = of.every((scope) => may({ role: by, endsAt: null }, scope, NOW))
        expect('refused' in make(by, of)).toBe(!has)
      }),
    )
  })

  it('cannot change members, owners, mailboxes or the workspace', () => {
    for (const never of ['members.manage', 'owners.manage', 'mailboxes.manage', 'workspace.configure'])
      expect(TOKEN_SCOPES).not.toContain(never)
  })

  it('does nothing after its maker’s access has ended, after it is revoked, or when its time is over', () => {
    const left = withinScopes({ role: 'owner', endsAt: NOW }, ['people.read'])
    expect(may(left, 'people.read', NOW)).toBe(false)
    expect(works({ expiresAt: inADay, revokedAt: null }, NOW)).toBe(true)
    expect(works({ expiresAt: inADay, revokedAt: null }, inADay)).toBe(false)
    expect(works({ expiresAt: inADay, revokedAt: NOW }, NOW)).toBe(false)
  })

  it('stays outside where a fresh proof is wanted, and where it is about oneself', () => {
    const caller = withinScopes({ role: 'owner' as const, endsAt: null }, ['people.read'])
    expect(tokenMayNot(caller, { access: 'people.read' }, NOW)).toBeNull()
    expect(tokenMayNot(caller, { access: 'people.read', fresh: true }, NOW)).not.toBeNull()
    expect(tokenMayNot(caller, { access: 'signed_in' }, NOW)).not.toBeNull()
    expect(tokenMayNot(caller, { access: 'signed_in', tokens: 'people.read' }, NOW)).toBeNull()
    expect(tokenMayNot(caller, { access: 'promises.read' }, NOW)).not.toBeNull()
  })

  it('is one of a few, and revoked by its maker or who manages members', () => {
    expect(make('member', ['people.read'], MOST_TOKENS)).toMatchObject({ refused: 'too_many_tokens' })
    const by = (id: string, who: (typeof ROLES)[number]) => ({ id: id as never, role: who, endsAt: null })
    const token = { memberId: 'luis' as never }
    expect(mayNotRevoke(by('luis', 'member'), token, NOW)).toBeNull()
    expect(mayNotRevoke(by('mia', 'manager'), token, NOW)).toBeNull()
    expect(mayNotRevoke(by('ana', 'member'), token, NOW)).toMatchObject({ refused: 'not_found' })
  })
})
