import { expect, it } from 'vitest'
import type { Id, MemberId, PersonId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import { finishContact, type NextContact, setNextContact } from './next-contact.ts'

const now = instant('2026-11-21T10:00:00Z')
const input = {
  id: 'n' as Id<'next_contact'>,
  personId: 'marta' as PersonId,
  conversationId: null,
  what: ' ask how the winter tyres do ',
  due: plus(now, { days: 14 }),
  told: true,
  ownerId: 'anna' as MemberId,
}
const contact = setNextContact(input, now) as NextContact

it('gives something to look forward to [S4-19]', () => {
  expect(contact).toMatchObject({ what: 'ask how the winter tyres do', told: true, setAt: now, doneAt: null })
})

it('says what, and lies ahead', () => {
  expect(setNextContact({ ...input, what: ' ' }, now)).toEqual({ refused: 'invalid_input', field: 'what' })
  expect(setNextContact({ ...input, due: now }, now)).toEqual({ refused: 'due_in_past', field: 'due' })
})

it('is done once', () => {
  const then = input.due
  const done = finishContact(contact, then)
  expect(done.doneAt).toBe(then)
  expect(finishContact(done, plus(then, { days: 1 }))).toBe(done)
})
