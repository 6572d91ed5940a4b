/** A time zone one can choose: its name, how it is read, how far its clock stands from UTC now, and by which words it is found. */
export type Zone = { value: string; label: string; offset: string; words: string }

/** The time zone of the machine one sits at. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Every time zone this browser knows, and the one that is set already. */
export function zoneChoices(set: string, locale: string): Zone[] {
  const known = Intl.supportedValuesOf('timeZone')
  const names = [...new Set(set ? [...known, set] : known)].sort()
  return names.map((value) => {
    const label = value.replaceAll('_', ' ')
    const offset = nameOf(value, locale, 'shortOffset')
    return { value, label, offset, words: plain(`${label} ${offset}`) }
  })
}

/** Tells whether a zone is meant by the words typed: each of them stands in its name, whatever the accents and signs between. */
export function isMeant(zone: Zone, typed: string): boolean {
  return plain(typed)
    .split(' ')
    .every((word) => zone.words.includes(word))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim()
}

function nameOf(zone: string, locale: string, form: 'shortOffset'): string {
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: form }).formatToParts()
    return parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? ''
  } catch {
    return ''
  }
}
