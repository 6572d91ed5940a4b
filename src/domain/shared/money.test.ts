import fc from 'fast-check'
import { digitsOf, isCurrency, money, readAmount } from './money.ts'
import { isRefusal } from './refusal.ts'

describe('money', () => {
  it('has as many digits as its currency', () => {
    expect(['EUR', 'JPY', 'KWD', 'CHF'].map(digitsOf)).toEqual([2, 0, 3, 2])
    expect(isCurrency('EUR')).toBe(true)
    expect(isCurrency('EURO')).toBe(false)
  })

  it.each([
    ['49,90', 'EUR', 4990],
    ['49.9', 'EUR', 4990],
    ['1.200', 'EUR', 120_000],
    ['1,200.50', 'GBP', 120_050],
    ['1.200,50', 'EUR', 120_050],
    ['1’200', 'CHF', 120_000],
    ['180', 'EUR', 18_000],
    ['1500', 'JPY', 1500],
    ['1.5', 'KWD', 1500],
  ])('is read as it is typed: %s %s', (typed, currency, minor) => {
    expect(readAmount(typed, currency)).toEqual({ minor, currency })
  })

  it.each([
    ['', 'EUR'],
    ['twenty', 'EUR'],
    ['-5', 'EUR'],
    ['1.2.3', 'EUR'],
    ['1.200.50', 'EUR'],
    ['1.5', 'JPY'],
    ['1.200', 'KWD'],
    ['99999999999999999', 'EUR'],
  ])('is not guessed: %s %s', (typed, currency) => {
    expect(readAmount(typed, currency)).toBeNull()
  })

  it('is a whole number of minor units from 1 up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), (minor) => {
        const is = money(minor, 'EUR')
        expect(isRefusal(is)).toBe(
          !(Number.isSafeInteger(minor) && minor >= 1 && minor <= 100_000_000_000_00),
        )
      }),
    )
    expect(money(5, 'XYZ9')).toMatchObject({ field: 'money.currency' })
  })
})
