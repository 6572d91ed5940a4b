import fc from 'fast-check'
import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { type AuthorityLimit, countsSince, leftOf, limitFor, makeLimit, type Spent } from './authority.ts'

const NOW = '2026-11-21T10:00:00.000Z' as Instant
const ana = { id: 'ana' as MemberId, role: 'member' as const }
const here = 'here' as SiteId
const limit = (more: Partial<AuthorityLimit> = {}): AuthorityLimit => ({
  id: 'a' as Id<'authority_limit'>,
  role: 'member',
  memberId: null,
  kind: null,
  siteId: null,
  currency: 'EUR',
  perCase: 200_00,
  perCustomer: null,
  perMember: null,
  period: 'month',
  validFrom: '2026-01-01T00:00:00.000Z' as Instant,
  endedAt: null,
  grantedBy: 'olga' as MemberId,
  reason: 'Whoever stands there decides.',
  ...more,
})
const refund = { member: ana, kind: 'refund' as const, siteId: here, currency: 'EUR' }
const NOTHING: Spent = { inCase: 0, toCustomer: 0, byMember: 0 }

describe('authority', () => {
  it('is one’s own before that of one’s role, for this before for all, here before everywhere [S1-07]', () => {
    const all = [
      limit({ id: 'role' as never }),
      limit({ id: 'role, refund' as never, kind: 'refund' }),
      limit({ id: 'role, here' as never, siteId: here }),
      limit({ id: 'own' as never, role: null, memberId: ana.id }),
      limit({ id: 'own, elsewhere' as never, role: null, memberId: ana.id, siteId: 'else' as SiteId }),
    ]
    expect(limitFor(all, refund, NOW)?.id).toBe('own')
    expect(limitFor(all.slice(0, 3), refund, NOW)?.id).toBe('role, refund')
    expect(limitFor([all[0]!, all[2]!], refund, NOW)?.id).toBe('role, here')
    expect(limitFor(all, { ...refund, member: { id: 'tim' as MemberId, role: 'manager' } }, NOW)).toBeNull()
  })

  it('of one currency says nothing of another', () => {
    expect(limitFor([limit()], { ...refund, currency: 'CHF' }, NOW)).toBeNull()
    expect(leftOf(null, { ...refund, currency: 'CHF' }, NOTHING).left).toBe(0)
  })

  it('begins and ends when it is said to; of two alike the later holds', () => {
    const ended = limit({ id: 'ended' as never, endedAt: NOW })
    const later = limit({ id: 'later' as never, validFrom: plus(NOW, { days: -1 }) })
    const next = limit({ id: 'next' as never, validFrom: plus(NOW, { minutes: 1 }) })
    expect(limitFor([ended, next], refund, NOW)).toBeNull()
    expect(limitFor([limit(), later, next], refund, NOW)?.id).toBe('later')
  })

  it('leaves the least of what the matter, the person and the period leave', () => {
    const l = limit({ perCase: 200_00, perCustomer: 300_00, perMember: 1000_00 })
    expect(leftOf(l, refund, { inCase: 20_00, toCustomer: 20_00, byMember: 20_00 }).left).toBe(180_00)
    expect(leftOf(l, refund, { inCase: 0, toCustomer: 250_00, byMember: 250_00 }).left).toBe(50_00)
    expect(leftOf(l, refund, { inCase: 0, toCustomer: 0, byMember: 999_99 }).left).toBe(1)
    expect(leftOf(l, refund, { inCase: 900_00, toCustomer: 0, byMember: 0 }).left).toBe(0)
  })

  it('bounds who owns the house only by what they set, and what is counted only where something is set', () => {
    const olga = { ...refund, member: { id: 'olga' as MemberId, role: 'owner' as const } }
    expect(leftOf(null, olga, NOTHING).left).toBe(Number.POSITIVE_INFINITY)
    expect(leftOf(limit({ role: 'owner' }), olga, NOTHING).left).toBe(200_00)
    expect(leftOf(null, { ...refund, kind: 'apology', currency: null }, NOTHING).left).toBe(
      Number.POSITIVE_INFINITY,
    )
    expect(leftOf(null, refund, NOTHING).left).toBe(0)
  })

  it('is written down whole: whose, how much, and why', () => {
    const { endedAt: _, ...making } = limit()
    expect(makeLimit(making)).toEqual(limit())
    for (const [change, field] of [
      [{ role: null }, 'memberId'],
      [{ memberId: ana.id }, 'memberId'],
      [{ role: 'read_only' as const }, 'role'],
      [{ currency: null }, 'currency'],
      [{ currency: 'EURO' }, 'currency'],
      [{ kind: 'loaner' as const }, 'currency'],
      [{ perCase: null }, 'perCase'],
      [{ perCase: 1.5 }, 'perCase'],
      [{ perMember: -1 }, 'perMember'],
      [{ reason: ' ' }, 'reason'],
    ] as const)
      expect(makeLimit({ ...making, ...change })).toMatchObject({ field })
  })

  it('once spent is spent: no order of gestures within it gives more than any of its bounds (A1)', () => {
    const bound = fc.option(fc.integer({ min: 0, max: 500 }), { nil: null })
    const given = fc.record({
      amount: fc.integer({ min: 1, max: 300 }),
      matter: fc.integer({ min: 0, max: 3 }),
      customer: fc.integer({ min: 0, max: 1 }),
      later: fc.integer({ min: 0, max: 40 * 24 * 60 }),
    })
    fc.assert(
      fc.property(
        bound,
        bound,
        bound,
        fc.array(given, { maxLength: 30 }),
        (perCase, perCustomer, perMember, acts) => {
          fc.pre([perCase, perCustomer, perMember].some((b) => b !== null))
          const l = limit({ perCase, perCustomer, perMember })
          let now = NOW
          const book: { amount: number; matter: number; customer: number; at: Instant }[] = []
          const sum = (which: (g: (typeof book)[number]) => boolean) =>
            book.filter((g) => which(g)).reduce((all, g) => all + g.amount, 0)
          for (const { amount, matter, customer, later } of acts) {
            now = plus(now, { minutes: later })
            const since = countsSince(l.period, now)
            const spent = () => ({
              inCase: sum((g) => g.matter === matter),
              toCustomer: sum((g) => g.customer === customer && g.at > since),
              byMember: sum((g) => g.at > since),
            })
            if (amount <= leftOf(l, refund, spent()).left) book.push({ amount, matter, customer, at: now })
            const { inCase, toCustomer, byMember } = spent()
            expect(inCase).toBeLessThanOrEqual(Math.max(perCase ?? Number.POSITIVE_INFINITY, 0))
            expect(toCustomer).toBeLessThanOrEqual(perCustomer ?? Number.POSITIVE_INFINITY)
            expect(byMember).toBeLessThanOrEqual(perMember ?? Number.POSITIVE_INFINITY)
          }
        },
      ),
    )
  })

  it('is asked of nobody in the wrong shape', () => {
    expect(isRefusal(makeLimit({ ...limit(), perCase: Number.NaN }))).toBe(true)
  })
})
