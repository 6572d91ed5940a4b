import { searchWords } from '../people/search-keys.ts'

/** What a column of a file may hold. Addresses and telephones may stand in several columns, all else in one. */
export const TARGETS = [
  'name',
  'firstName',
  'lastName',
  'sayName',
  'email',
  'phone',
  'language',
  'goodToKnow',
  'accessNeeds',
  'knownSince',
  'household',
  'organisation',
  'role',
  'plate',
  'vin',
  'make',
  'thing',
  'externalId',
] as const
export type Target = (typeof TARGETS)[number]

/** What each column holds, in the order of the file; null for one that is left out. */
export type Columns = readonly (Target | null)[]

const SEVERAL: readonly Target[] = ['email', 'phone']

/** How columns are called in English and German, as joined words without case and accents; the surest first. */
const CALLED: Readonly<Record<Target, readonly RegExp[]>> = {
  externalId: [
    /^(id|nr|no|number|nummer|externalid|externeid)$/,
    /^(kunden|customer|client|debitor|person|contact|kontakt|mitglied|member|patient)(en|s)?(id|nr|no|number|nummer)$/,
  ],
  firstName: [/^(vorname|firstname|givenname|forename|rufname)s?$/],
  lastName: [/^(nachname|familienname|zuname|lastname|surname|familyname)s?$/],
  sayName: [/^(aussprache|pronunciation|pronounced|sayname|howtosay.*)$/],
  email: [
    /^e?mails?\d*(adresse|address)?\d*(value)?\d*$/,
    /^(e?mail|mailadresse|emailaddress|emailadresse)\d*(privat|private|work|home|geschaftlich|dienstlich|business)?\d*$/,
    /(^|[a-z])emails?(adresse|address)?\d*(value)?$/,
  ],
  phone: [
    /^(telefon|telephone|phone|tel|mobil|mobile|handy|mobiltelefon|cell|cellphone|festnetz|rufnummer)(nummer|nr|number|no)?\d*(value)?$/,
    /(telefon|telephone|phone|mobil|mobile|handy)(nummer|nr|number)?\d*(privat|private|work|home|geschaftlich|dienstlich|business|value)?\d*$/,
  ],
  language: [/^(sprachen?|languages?|lang|locale)$/],
  goodToKnow: [
    /^(notiz(en)?|notes?|bemerkung(en)?|anmerkung(en)?|kommentare?|comments?|remarks?|goodtoknow|gutzuwissen|info|hinweise?|memo)$/,
  ],
  accessNeeds: [/^(accessneeds|accessibility|barrierefreiheit|zugang|access)$/],
  knownSince: [
    /^(knownsince|customersince|kundeseit|bekanntseit|since|seit|angelegt(am)?|created(at|on)?|erstellt(am)?)$/,
  ],
  household: [/^(haushalt|household|familie|family)(name)?$/],
  organisation: [
    /^(firma|firmenname|unternehmen|organi[sz]ation(name)?|company|companyname|business|verein|betrieb)$/,
  ],
  role: [/^(rolle|role|position|funktion|jobtitle|title|titel)$/],
  plate: [
    /^(kennzeichen|amtlicheskennzeichen|nummernschild|plate|licen[cs]eplate|registration|reg(no|nr)?|kfzkennzeichen|numberplate)$/,
  ],
  vin: [
    /^(vin|fin|fahrgestellnummer|fahrgestellnr|fahrzeugidentnummer|fahrzeugidentifizierungsnummer|chassis(no|number)?)$/,
  ],
  make: [/^(marke|hersteller|fabrikat|automarke|fahrzeugmarke|make|brand|manufacturer)$/],
  thing: [
    /^(fahrzeug|auto|wagen|vehicle|car|modell(bezeichnung)?|model|fahrzeugmodell|fahrzeugtyp|thing|gegenstand|gerat|device|objekt|object|property|immobilie)$/,
  ],
  name: [
    /^(name|fullname|displayname|vollername|vollstandigername|kunde|kundenname|customer|customername|ansprechpartner|kontakt|contact|contactname|person|anzeigename)$/,
  ],
}

/** Guesses from its headings what each column holds; whatever nothing speaks for is left out. */
export function guessColumns(headings: readonly string[]): Columns {
  const taken = new Set<Target>()
  return headings.map((heading) => {
    const words = searchWords(heading).join('')
    const target = TARGETS_SUREST.find((one) => CALLED[one].some((called) => called.test(words)))
    if (!target || (taken.has(target) && !SEVERAL.includes(target))) return null
    taken.add(target)
    return target
  })
}

/** Guesses by what stands in its first lines what each column of a file without headings holds: addresses, telephones, one with names. */
export function guessByCells(lines: readonly (readonly string[])[]): Columns {
  const width = Math.max(0, ...lines.map((cells) => cells.length))
  const columns = Array.from({ length: width }, (_, at) =>
    lines.map((cells) => (cells[at] ?? '').trim()).filter((cell) => cell !== ''),
  )
  const all = (cells: readonly string[], like: RegExp) => cells.length > 0 && cells.every((c) => like.test(c))
  const names = columns.findIndex((cells) => all(cells, /^[\p{L}\p{M}.'’,-]+(?: [\p{L}\p{M}.'’,-]+)+$/u))
  return columns.map((cells, at) => {
    if (all(cells, /^[^\s@]+@[^\s@]+\.[^\s@]+$/)) return 'email'
    if (all(cells, /^(?!\d\d?[./]\d\d?[./]\d+$)(?:\+|0)[\d\s()/.-]{5,}$/)) return 'phone'
    return at === names ? 'name' : null
  })
}

const TARGETS_SUREST = Object.keys(CALLED) as readonly Target[]

/** Tells whether a file's first line names its columns: a heading is known, and no cell looks like an address or a number. */
export function looksLikeHeadings(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (
    filled.length === 0 ||
    filled.some((cell) => cell.includes('@') || /^[+\d][\d\s()/.-]{4,}$/.test(cell.trim()))
  )
    return false
  return guessColumns(cells).some((target) => target !== null)
}

/** The first column that names a target which may stand once only, a second time; null if the columns are sound. */
export function doubledColumn(columns: Columns): Target | null {
  const once = columns.filter((one): one is Target => one !== null && !SEVERAL.includes(one))
  return once.find((one, at) => once.indexOf(one) !== at) ?? null
}
