const EURO =
  'AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT'
// Countries and their currency (ISO 3166-1, ISO 4217; CLDR), where it is not the euro.
const OTHERS =
  'AE AED AR ARS AU AUD BR BRL CA CAD CH CHF CL CLP CN CNY CO COP CZ CZK DK DKK EG EGP GB GBP GG GBP GI GIP HK HKD HU HUF ID IDR ' +
  'IL ILS IM GBP IN INR IS ISK JE GBP JP JPY KE KES KR KRW KW KWD LI CHF MA MAD MX MXN MY MYR NG NGN NO NOK NZ NZD PE PEN PH PHP ' +
  'PK PKR PL PLN RO RON RS RSD SA SAR SE SEK SG SGD TH THB TN TND TR TRY TW TWD UA UAH US USD UY UYU VN VND ZA ZAR'
const BY_COUNTRY: ReadonlyMap<string, string> = new Map([
  ...EURO.split(' ').map((country) => [country, 'EUR'] as const),
  ...[...OTHERS.matchAll(/(\w\w) (\w{3})/g)].map(
    ([, country = '', currency = '']) => [country, currency] as const,
  ),
])

/** The currency one proposes in a country (ISO 3166-1, two letters); the euro where we do not know. */
export function currencyOf(country: string): string {
  return BY_COUNTRY.get(country) ?? 'EUR'
}
