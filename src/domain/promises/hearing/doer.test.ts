import { expect, it } from 'vitest'
import { doerIn } from './doer.ts'

const colleagues = ['Luis', 'Dina'].map((name) => ({ id: name, name }))

it.each([
  ['Luis sends the photos by Monday', 'Luis'],
  ['bis Montag schickt Dina die Fotos', 'Dina'],
  ['Dina calls Luis back by noon', 'Dina'],
  ["I'll tell Luis by Monday", null],
  ['ich sage es Luis bis Montag', null],
  ['we call her back at 7', null],
  ['calls her back at 7', null],
  ['Luisa sends it by noon', null],
])('hears in “%s” that %s does it', (words, who) => {
  expect(doerIn(words, colleagues)).toBe(who)
})
