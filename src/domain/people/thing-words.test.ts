import { thingInWords } from './thing-words.ts'

it.each([
  [{ name: 'VW Golf', plate: 'B-MO 218' }, 'VW Golf · B-MO 218'],
  [{ name: 'b-mo 218', plate: 'B-MO 218' }, 'b-mo 218'],
  [{ name: 'BMO218', plate: 'B-MO 218', vin: 'WVWZZZ1KZ6W000042' }, 'BMO218 · WVWZZZ1KZ6W000042'],
  [{ name: 'Boiler', plate: null }, 'Boiler'],
])('a thing says its plate once: %j', (thing, words) => expect(thingInWords(thing)).toBe(words))
