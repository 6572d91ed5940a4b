import { expect, it } from 'vitest'
import { isMeant, zoneChoices } from './zones.ts'

const zones = zoneChoices('Europe/Berlin', 'en-GB')
const found = (typed: string) => zones.filter((zone) => isMeant(zone, typed)).map((zone) => zone.value)

it.each([
  ['berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['America/New_York', 'America/New_York'],
  ['sao paulo', 'America/Sao_Paulo'],
  ['europe lis', 'Europe/Lisbon'],
])('finds the time zone of “%s”', (typed, zone) => expect(found(typed)).toContain(zone))

it('offers a zone that is set already, even one this browser does not know', () => {
  expect(zoneChoices('Mars/Base_1', 'en-GB').map((zone) => zone.label)).toContain('Mars/Base 1')
  expect(found('nowhere at all')).toEqual([])
})
