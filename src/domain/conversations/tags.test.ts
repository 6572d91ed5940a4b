import fc from 'fast-check'
import type { TagId } from '../shared/ids.ts'
import { changeTags, isSameTag, nextColour, TAG_COLOURS } from './tags.ts'

it('takes names for the same whatever their case, accents and marks', () => {
  expect(isSameTag('Rückruf', ' rueckruf!')).toBe(true)
  expect(isSameTag('Warranty', 'Warranties')).toBe(false)
})

it('gives a new tag the colour fewest have', () => {
  expect(nextColour([])).toBe('stone')
  expect(nextColour(['stone', 'amber'])).toBe('clay')
  expect(nextColour([...TAG_COLOURS, 'stone'])).toBe('clay')
})

it('changes nothing that is so already, and what it changes it can take back', () => {
  const some = fc.uniqueArray(fc.constantFrom(...(['a', 'b', 'c', 'd', 'e'] as TagId[])))
  fc.assert(
    fc.property(some, some, some, (has, add, remove) => {
      const { added, removed } = changeTags(has, { add, remove })
      const after = [...has.filter((id) => !removed.includes(id)), ...added]
      expect(new Set(after).size).toBe(after.length)
      expect(remove.some((id) => after.includes(id))).toBe(false)
      const back = changeTags(after, { add: removed, remove: added })
      const again = [...after.filter((id) => !back.removed.includes(id)), ...back.added]
      expect(again.toSorted()).toEqual(has.toSorted())
    }),
  )
})
