import { firstName, saidOf } from './in-english.ts'

it.each([
  ['call you', 'Ana calls you'],
  ['check and get back to you', 'Ana checks and gets back to you'],
  ['let you know', 'Ana lets you know'],
  ['Luis to look at it', 'Luis looks at it'],
  ['Your car ready', 'Your car ready'],
  ['the loaner until it is done', 'The loaner until it is done'],
  ['I’ll try again', 'Ana tries again'],
])('says “%s” of Ana as “%s”', (what, said) => expect(saidOf(what, 'Ana')).toBe(said))

it('calls people by their first name and leaves addresses whole', () => {
  expect(firstName('Marta Okafor')).toBe('Marta')
  expect(firstName('post@example.com')).toBe('post@example.com')
})
