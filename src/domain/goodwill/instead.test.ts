import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import type { AuthorityLimit } from './authority.ts'
import { holdsInstead } from './instead.ts'

const now = instant('2026-11-23T09:12:00Z')
let count = 0
const limit = (more: Partial<AuthorityLimit> = {}): AuthorityLimit => ({
  ...{ id: `l${++count}` as Id<'authority_limit'>, role: 'member', memberId: null, kind: null, siteId: null },
  ...{ currency: 'EUR', perCase: 50_00, perCustomer: null, perMember: null, period: 'month' },
  ...{ validFrom: instant('2026-11-01T00:00:00Z'), endedAt: null, grantedBy: 'greta' as MemberId },
  reason: 'Whoever stands there decides.',
  ...more,
})

describe('what holds instead of a limit that ends', () => {
  it('is the role’s after one’s own, and the one for everything after the one for a kind', () => {
    const role = limit()
    const own = limit({ role: null, memberId: 'luis' as MemberId })
    const kind = limit({ kind: 'voucher' })
    expect(holdsInstead([role, own], own, 'member', now)).toEqual({ limit: role })
    expect(holdsInstead([role, kind], kind, 'member', now)).toEqual({ limit: role })
  })

  it('is asking for each amount where none is left, but nothing for who owns the house, nor for what is counted', () => {
    const one = limit()
    const other = limit({ currency: 'CHF' })
    expect(holdsInstead([one, other], one, 'member', now)).toBe('asks')
    const owners = limit({ role: 'owner' })
    expect(holdsInstead([owners], owners, 'owner', now)).toBe('free')
    const loaner = limit({ kind: 'loaner', currency: null, perCase: 1 })
    expect(holdsInstead([loaner], loaner, 'member', now)).toBe('free')
  })

  it('is never one for less than the one that ends', () => {
    const all = limit()
    const some = [limit({ kind: 'refund' }), limit({ siteId: 'north' as SiteId })]
    expect(holdsInstead([all, ...some], all, 'member', now)).toBe('asks')
    expect(holdsInstead([all, ...some], some[1]!, 'member', now)).toEqual({ limit: all })
  })
})
