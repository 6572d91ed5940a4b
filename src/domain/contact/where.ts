import { isValidTimeZone, type TimeZone } from '../shared/time.ts'

/** What Intl knows of a country's zones; in every engine we run on, not yet in the compiler's library. */
type LocaleWithZones = Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] }

/**
 * Where somebody may be: in their own zone when it is known; else in the zone of the place that serves them, and in all of the
 * country of a telephone that is from elsewhere. A telephone from the place's own country says nothing new.
 */
export function zonesOf(
  own: string | null,
  place: TimeZone,
  phoneCountries: readonly (readonly string[])[],
): readonly TimeZone[] {
  if (own && isValidTimeZone(own)) return [own]
  const elsewhere = phoneCountries
    .map((possible) => possible.flatMap(zonesIn))
    .filter((zones) => !zones.includes(place))
  return [...new Set([place, ...elsewhere.flat()])]
}

function zonesIn(country: string): TimeZone[] {
  const locale = new Intl.Locale(`und-${country}`) as LocaleWithZones
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? []
  return zones.filter((zone): zone is TimeZone => isValidTimeZone(zone))
}
