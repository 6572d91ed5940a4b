import { currencyOf } from './currency-of.ts'
import { isCurrency } from './money.ts'

describe('the currency that is proposed', () => {
  it('is that of the country of the house, and always one there is', () => {
    expect(['DE', 'CH', 'GB', 'US', 'JP', 'ZA', 'AE'].map(currencyOf)).toEqual([
      'EUR',
      'CHF',
      'GBP',
      'USD',
      'JPY',
      'ZAR',
      'AED',
    ])
    expect(currencyOf('')).toBe('EUR')
    const all = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a) =>
      [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((b) => a + b),
    )
    expect(all.map(currencyOf).filter((code) => !isCurrency(code))).toEqual([])
  })
})
