import { firstName, saidOf } from './in-english.ts'

it.each([
  ['call you', 'Ana calls you'],
  ['check and get back to you', 'Ana checks and gets back to you'],
  ['let you know', 'Ana lets you know'],
  ['Luis to look at it', 'Luis looks at it'],
  ['Your car ready', 'Your car ready'],
  ['the loaner until it is done', 'The loaner until it is done'],
  ['I’ll try again', 'Ana tries again'],
  ['Call you about the gearbox', 'Ana calls you about the gearbox'],
  ['personally call you', 'Ana personally calls you'],
  ['check the brakes, call you and send a quote', 'Ana checks the brakes, calls you and sends a quote'],
  ['have the brakes and oil checked', 'Ana has the brakes and oil checked'],
  ['somebody comes', 'Ana promised: somebody comes'],
  ['no later than Friday', 'No later than Friday'],
  ['Luis to somehow manage', 'Luis to somehow manage'],
  ['', ''],
])('says “%s” of Ana as “%s”', (what, said) => expect(saidOf(what, 'Ana')).toBe(said))

it('calls people by their first name and leaves addresses whole', () => {
  expect(firstName('Marta Okafor')).toBe('Marta')
  expect(firstName('post@example.com')).toBe('post@example.com')
})
