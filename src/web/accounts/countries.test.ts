import { likelyCountry } from './countries.ts'

describe('where a house stands', () => {
  it.each([
    ['Europe/Berlin', 'en-GB', 'DE'],
    ['Europe/Vienna', 'de', 'AT'],
    ['America/Chicago', 'es-MX', 'US'],
    ['Europe/London', 'en-GB', 'GB'],
  ])('is known by its time zone %s, whatever the browser speaks (%s): %s', (zone, language, country) => {
    expect(likelyCountry(zone, language)).toBe(country)
  })

  it('is known by the language where the time zone says nothing', () => {
    expect(likelyCountry('UTC', 'de-CH')).toBe('CH')
    expect(likelyCountry('UTC', 'en')).toBe('US')
  })

  it('stays open where neither says anything', () => {
    expect(likelyCountry('UTC', 'eo')).toBeUndefined()
  })
})
