import { countriesOf } from '../people/handles.ts'
import type { TimeZone } from '../shared/time.ts'
import { zonesOf } from './where.ts'

const berlin = 'Europe/Berlin' as TimeZone

describe('where somebody may be', () => {
  it('is where they say they live, whatever their telephone says', () => {
    expect(zonesOf('Asia/Tokyo', berlin, [countriesOf('+12125550123')])).toEqual(['Asia/Tokyo'])
  })

  it('is where the place is, when nothing else is known or the telephone is from there', () => {
    expect(zonesOf(null, berlin, [])).toEqual([berlin])
    expect(zonesOf(null, berlin, [countriesOf('+4915112345678')])).toEqual([berlin])
    expect(zonesOf('Berlin', berlin, [])).toEqual([berlin])
  })

  it('is also all of the country of a telephone from elsewhere', () => {
    const zones = zonesOf(null, berlin, [countriesOf('+12125550123')])
    expect(zones[0]).toBe(berlin)
    expect(zones).toEqual(expect.arrayContaining(['America/New_York', 'America/Los_Angeles']))
    expect(zonesOf(null, berlin, [countriesOf('+447700900123')])).toContain('Europe/London')
  })
})
