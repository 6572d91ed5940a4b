import { expect, it } from 'vitest'
import { findVerbs } from './find-verbs.ts'

const verbs = ['Go to Promises', 'Log a call', 'Café öffnen'].map((label) => ({
  id: label,
  label,
  run: () => {},
}))
const found = (typed: string) => findVerbs(verbs, typed).map((verb) => verb.label)

it('finds a verb by the beginnings of its words, in any order, without accents', () => {
  expect(found('pro go')).toEqual(['Go to Promises'])
  expect(found('CAF')).toEqual(['Café öffnen'])
  expect(found('all')).toEqual([])
  expect(found(' ')).toHaveLength(3)
})
