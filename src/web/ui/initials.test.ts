import { expect, it } from 'vitest'
import { initials } from './initials.ts'

it.each([
  ['Marta Okafor', 'MO'],
  ['Ana', 'AN'],
  ['Achterberg family', 'AF'],
  ['Dina (parts)', 'DI'],
  ['Jean-Luc van der Berg', 'JB'],
  ['王小明', '王小'],
  ['', '?'],
  [null, '?'],
])('writes %s as %s', (name, letters) => expect(initials(name)).toBe(letters))
