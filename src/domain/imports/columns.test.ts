import { doubledColumn, guessByCells, guessColumns, looksLikeHeadings, TARGETS } from './columns.ts'

describe('the columns of a file', () => {
  it.each([
    [
      'Kunden-Nr.;Vorname;Nachname;E-Mail-Adresse;Telefon privat;Mobil;Kennzeichen;FIN;Kunde seit',
      ['externalId', 'firstName', 'lastName', 'email', 'phone', 'phone', 'plate', 'vin', 'knownSince'],
    ],
    [
      'ID;Full Name;Email Address;Phone Number;Company;Language;Notes;License plate',
      ['externalId', 'name', 'email', 'phone', 'organisation', 'language', 'goodToKnow', 'plate'],
    ],
    [
      'Given Name;Family Name;E-mail 1 - Value;E-mail 2 - Value;Phone 1 - Value;Favourite colour',
      ['firstName', 'lastName', 'email', 'email', 'phone', null],
    ],
    ['Name;Notiz', ['name', 'goodToKnow']],
    ['Name;Straße;Ort;Geschlecht;Geburtsdatum', ['name', null, null, null, null]],
    ['Name;Marke;Modell;Kennzeichen;Hersteller', ['name', 'make', 'thing', 'plate', null]],
    [
      'Haushalt;Firma;Position;Fahrzeug;Fahrgestellnummer;Bemerkungen;Sprache',
      ['household', 'organisation', 'role', 'thing', 'vin', 'goodToKnow', 'language'],
    ],
  ])('are guessed from their headings: %s', (headings, targets) => {
    expect(guessColumns(headings.split(';'))).toEqual(targets)
  })

  it('are known again by the names we give them ourselves, so that a mended file fits', () => {
    expect(guessColumns(TARGETS)).toEqual([...TARGETS])
  })

  it.each([
    ['Max Muster;max@x.example;0171 2223344', ['name', 'email', 'phone']],
    ['1001;B-MO 218;Anna-Lena von Au;Graz am Rand', [null, null, 'name', null]],
    ['01.03.2024;80331;Anna;;x@y', [null, null, null, null, null]],
  ])('are guessed by what stands in them where nothing names them: %s', (line, targets) => {
    expect(guessByCells([line.split(';'), []])).toEqual(targets)
  })

  it('give a target that may stand once to the first that names it', () => {
    expect(guessColumns(['Name', 'Kunde', 'Email', 'Mail'])).toEqual(['name', null, 'email', 'email'])
    expect(doubledColumn(['name', 'email', 'email', null, null])).toBeNull()
    expect(doubledColumn(['name', 'plate', 'plate'])).toBe('plate')
  })

  it('are named in the first line, or not', () => {
    expect(looksLikeHeadings(['Name', 'Email'])).toBe(true)
    expect(looksLikeHeadings(['Marta Okafor', 'marta@posteo.example'])).toBe(false)
    expect(looksLikeHeadings(['Marta', '030 1234567'])).toBe(false)
    expect(looksLikeHeadings(['', ''])).toBe(false)
  })
})
