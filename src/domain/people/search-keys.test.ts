import fc from 'fast-check'
import { askedKeys, keysOfHandle, keysOfThing, searchKeys, whatWasFound } from './search-keys.ts'

const email = { kind: 'email', value: 'marta.okafor@posteo.example' } as const
const phone = { kind: 'phone', value: '+491715550142' } as const
const golf = { name: 'White VW Golf 7', plate: 'B-MO 218', vin: 'WVWZZZ1KZ6W000042' }
const marta = searchKeys({ name: 'Márta Okafor-Weiß', handles: [email, phone], things: [golf] })
const finds = (question: string) =>
  askedKeys(question).some((keys) => keys.every((asked) => marta.some((key) => key.startsWith(asked))))

it.each([
  'marta',
  'Oka',
  'weiss',
  'okafor marta',
  'marta.okafor@',
  'posteo',
  '0171 555 01',
  '+49 171 5550142',
  '0142',
  'b mo 218',
  'BMO218',
  'B-MO-2',
  'MO 218',
  '218',
  'marta 218',
  'white golf',
  'golf 7',
  '+49 (0)171 5550142',
  '+49 (0)171-555',
  '0049171 5550142',
  '0049 (0) 171 5550142',
  '+49 0171 5550142',
  '0171/5550142',
  '0171 – 555.01.42',
  'Tel. 0171 5550142',
  '55501',
  '5550 142',
  '71 555',
  'Golf7',
  'okafor golf',
  'WVWZZZ1KZ',
  '000042',
])('finds a person by %s', (question) => expect(finds(question)).toBe(true))

it.each([
  '5551',
  '555',
  '+43 171 5550142',
  '44444',
  'martin',
  'okafor peter',
  '0172',
  'B-MX',
  'okafor@',
  'golf 8',
  'marta 219',
])('does not find a person by %s', (question) => expect(finds(question)).toBe(false))

it.each([
  ['TEST 42', '42'],
  ['TEST 42', 'test42'],
  ['AB12 CDE', 'cde'],
  ['AB12CDE', '12 cde'],
  ['B-X 0042', '0042'],
])('finds the plate %s by its end %s', (plate, question) => {
  const keys = searchKeys({ name: '', handles: [], things: [{ name: 'Car', plate, vin: null }] })
  const found = askedKeys(question).some((all) => all.every((a) => keys.some((k) => k.startsWith(a))))
  expect(found).toBe(true)
})

it.each([
  ['marta', null],
  ['0142', '0171 5550142'],
  ['posteo', 'marta.okafor@posteo.example'],
  ['218', 'White VW Golf 7 · B-MO 218'],
  ['marta golf', 'White VW Golf 7 · B-MO 218'],
])('says why a person was found by %s', (question, shown) => {
  const pieces = [
    { shown: email.value, keys: keysOfHandle(email) },
    { shown: '0171 5550142', keys: keysOfHandle(phone) },
    { shown: 'White VW Golf 7 · B-MO 218', keys: keysOfThing(golf) },
  ]
  expect(whatWasFound(askedKeys(question), 'Márta Okafor-Weiß', pieces)).toBe(shown)
})

it('finds a name by any prefix of any of its words, whatever the case', () => {
  fc.assert(
    fc.property(fc.constantFrom('Márta', 'Okafor', 'Weiß'), fc.nat(), (word, n) => {
      expect(finds(word.slice(0, 1 + (n % word.length)).toUpperCase())).toBe(true)
    }),
  )
})
