import fc from 'fast-check'
import { instant, plus } from '../shared/time.ts'
import type { Member } from './membership.ts'
import { isWaiting, mayNotHandOver, mayProve, type NewAddress, whatStopping } from './new-address.ts'

const NOW = instant('2026-11-23T09:12:00Z')
const asked: NewAddress = {
  ...{ userId: 'ana', byMail: false, provedAt: null },
  expiresAt: plus(NOW, { hours: 24 }),
}
const proved: NewAddress = { ...asked, provedAt: NOW, expiresAt: plus(NOW, { hours: 72 }) }
const some = (role: Member['role']) => ({ id: `m-${role}`, name: 'Somebody', role, endsAt: null }) as Member
const now = { here: NOW, real: NOW }

describe('a new address to sign in with', () => {
  it('is proven by whoever asked for it alone, once, in time', () => {
    expect(mayProve(asked, 'ana', NOW)).toBe(true)
    expect(mayProve(asked, 'luis', NOW)).toBe(false)
    expect(mayProve(proved, 'ana', NOW)).toBe(false)
    expect(mayProve(asked, 'ana', asked.expiresAt)).toBe(false)
  })

  it('is stopped from the old one while it waits, taken back once it holds, and neither after its time', () => {
    expect(whatStopping(asked, NOW)).toBe('stops')
    expect(whatStopping(proved, NOW)).toBe('takes_back')
    expect(whatStopping(asked, asked.expiresAt)).toBeNull()
    expect(whatStopping(proved, proved.expiresAt)).toBeNull()
  })

  it('is never proven and taken back at the same moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.boolean(), (hours, done) => {
        const it = done ? proved : asked
        const at = plus(NOW, { hours })
        expect(mayProve(it, 'ana', at) && whatStopping(it, at) === 'takes_back').toBe(false)
        expect(isWaiting(it, at)).toBe(whatStopping(it, at) === 'stops')
      }),
    )
  })

  it('is handed over in person only where no letter could leave, an owner’s by an owner', () => {
    expect(mayNotHandOver(some('manager'), some('member'), asked, now)).toBeNull()
    expect(mayNotHandOver(some('owner'), some('owner'), asked, now)).toBeNull()
    expect(mayNotHandOver(some('manager'), some('owner'), asked, now)?.refused).toBe('not_allowed')
    expect(mayNotHandOver(some('member'), some('member'), asked, now)?.refused).toBe('not_allowed')
    for (const it of [null, proved, { ...asked, byMail: true }])
      expect(mayNotHandOver(some('owner'), some('member'), it, now)?.refused).toBe('not_found')
  })
})
