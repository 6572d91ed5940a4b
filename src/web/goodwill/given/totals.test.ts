import fc from 'fast-check'
import { sumOf, sumsBy } from './totals.ts'

const totals = [
  { kind: 'refund', currency: 'EUR', count: 2, minor: 15_00 },
  { kind: 'refund', currency: 'CHF', count: 1, minor: 7_00 },
  { kind: 'voucher', currency: 'EUR', count: 1, minor: 10_00 },
  { kind: 'apology', currency: null, count: 4, minor: null },
]

describe('what was given, added up', () => {
  it('has each currency for itself, and what is not paid as often as it was', () => {
    expect(sumOf(totals)).toEqual({
      count: 8,
      unpaid: 4,
      money: [
        { currency: 'CHF', minor: 7_00 },
        { currency: 'EUR', minor: 25_00 },
      ],
    })
  })

  it('stands by kind, the most often first', () => {
    expect(sumsBy(totals, (one) => one.kind).map(({ key, sum }) => [key, sum.count])).toEqual([
      ['apology', 4],
      ['refund', 3],
      ['voucher', 1],
    ])
  })

  it('is as much in its parts as in all, in every currency', () => {
    const total = fc.record({
      kind: fc.constantFrom('refund', 'voucher'),
      currency: fc.constantFrom('EUR', 'CHF', 'JPY'),
      count: fc.nat(100),
      minor: fc.nat(1_000_000),
    })
    fc.assert(
      fc.property(fc.array(total), (all) => {
        const parts = sumsBy(all, (one) => one.kind)
        const again = parts.flatMap(({ sum }) => sum.money.map((m) => ({ ...m, count: 0 })))
        expect(sumOf(again).money).toEqual(sumOf(all).money)
      }),
    )
  })
})
