import { currencyOf } from './currency-of.ts'
import { isCurrency } from './money.ts'

describe('the currency of a country', () => {
  it.each([
    ['DE', 'EUR'],
    ['CH', 'CHF'],
    ['LI', 'CHF'],
    ['GB', 'GBP'],
    ['JP', 'JPY'],
    ['AE', 'AED'],
    ['AD', 'EUR'],
    ['ZW', 'USD'],
  ])('of %s is %s', (country, currency) => {
    expect(currencyOf(country)).toBe(currency)
  })

  it('is one that exists, whatever the country', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const all = letters.flatMap((a) => letters.map((b) => currencyOf(a + b)))
    expect([...new Set(all)].filter((one) => !isCurrency(one))).toEqual([])
    expect(currencyOf('QQ')).toBe('EUR')
  })
})
