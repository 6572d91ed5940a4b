import fc from 'fast-check'
import { askedKeys, searchKeys } from './search-keys.ts'

const marta = searchKeys({
  names: ['Márta Okafor-Weiß'],
  emails: ['marta.okafor@posteo.example'],
  telephones: ['+491715550142'],
  marks: ['B-MO 218'],
})
const finds = (question: string) =>
  askedKeys(question).every((asked) => marta.some((key) => key.startsWith(asked)))

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
])('finds a person by %s', (question) => expect(finds(question)).toBe(true))

it.each(['martin', 'okafor peter', '0172', 'B-MX', 'okafor@'])('does not find a person by %s', (question) =>
  expect(finds(question)).toBe(false),
)

it('finds a name by any prefix of any of its words, whatever the case', () => {
  fc.assert(
    fc.property(fc.constantFrom('Márta', 'Okafor', 'Weiß'), fc.nat(), (word, n) => {
      expect(finds(word.slice(0, 1 + (n % word.length)).toUpperCase())).toBe(true)
    }),
  )
})
