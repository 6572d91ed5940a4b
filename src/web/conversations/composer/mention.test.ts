import fc from 'fast-check'
import { mentionsIn } from '../../../domain/conversations/mentions.ts'
import type { MemberId } from '../../../domain/shared/ids.ts'
import { callingAt, fitting, withCalled } from './mention.ts'

const team = ['Ana Lima', 'Ánna Berg', 'Ben Adeyemi', 'Ana Ruiz', 'Dina van Beek'].map((name) => ({
  id: name as MemberId,
  name,
}))
const names = (typed: string) => fitting(typed, team).map((one) => one.name)

it('hears a name being typed after @, and no address', () => {
  expect(callingAt('Please look @', 13)).toEqual({ at: 12, typed: '' })
  expect(callingAt('Please look @be', 15)).toEqual({ at: 12, typed: 'be' })
  expect(callingAt('@Ana L', 6)).toEqual({ at: 0, typed: 'Ana L' })
  expect(callingAt('mail post@be', 12)).toBeNull()
  expect(callingAt('@Ben, and then', 14)).toBeNull()
  expect(callingAt('@ ', 2)).toBeNull()
  expect(callingAt('nobody', 6)).toBeNull()
})

it('offers who fits, whatever case and accents, beginnings first', () => {
  expect(names('')).toHaveLength(5)
  expect(names('an')).toEqual(['Ana Lima', 'Ánna Berg', 'Ana Ruiz'])
  expect(names('b')).toEqual(['Ben Adeyemi', 'Ánna Berg', 'Dina van Beek'])
  expect(names('ana r')).toEqual(['Ana Ruiz'])
  expect(names('zo')).toEqual([])
})

it('puts in what calls exactly the one who was chosen', () => {
  const words = fc.constantFrom('', 'Look ', 'Hello, ', 'a@b.example ')
  const behind = fc.constantFrom('', ' please', ', thanks', 'x')
  fc.assert(
    fc.property(words, behind, fc.constantFrom(...team), fc.nat(3), (before, after, one, length) => {
      const typed = one.name.slice(0, length)
      const text = `${before}@${typed}${after}`
      const calling = callingAt(text, before.length + 1 + typed.length)!
      const put = withCalled(text, calling, one, team)
      expect(mentionsIn(put.text, team)).toEqual([one.id])
      expect(put.text.startsWith(before)).toBe(true)
      expect(put.text.endsWith(after)).toBe(true)
      expect(put.text.slice(0, put.caret)).toMatch(/@[\p{L} ]+[ ]?$/u)
    }),
  )
})
