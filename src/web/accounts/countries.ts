/** Every country with a telephone plan of its own (ISO 3166-1). */
const CODES =
  'AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR GA GB GD GE GG GH GI GL GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WS XK YE ZA ZM ZW'

/** The countries as choices, named in the reader's language and sorted by it. */
export function countryChoices(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const choices = CODES.split(' ').map((value) => ({ value, label: names.of(value) ?? value }))
  return choices.sort((a, b) => a.label.localeCompare(b.label, locale))
}

/**
 * The country a house probably stands in: that of its time zone (by the zones CLDR names for each country, where the browser knows
 * them); where several share it, or none has it, the one its language is spoken in here.
 */
export function likelyCountry(zone: string, language = navigator.language): string | undefined {
  const codes = CODES.split(' ')
  const region = new Intl.Locale(language).maximize().region ?? ''
  const there = codes.filter((code) => zonesOf(code).includes(zone))
  if (there.length > 0 && !there.includes(region)) return there[0]
  return codes.includes(region) ? region : undefined
}

function zonesOf(code: string): readonly string[] {
  const country = new Intl.Locale('und', { region: code }) as Intl.Locale & { getTimeZones?: () => string[] }
  return country.getTimeZones?.() ?? []
}
