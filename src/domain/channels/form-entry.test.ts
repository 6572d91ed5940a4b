import { instant, plus } from '../shared/time.ts'
import { type EntrySigns, holdBack } from './form-entry.ts'

const now = instant('2026-11-23T09:12:00Z')
const person: EntrySigns = {
  trap: '',
  openedAt: plus(now, { seconds: -40 }),
  text: 'Is Sunday safe?',
  recentFromThere: 0,
}

const fast = plus(now, { seconds: -1 })
const links = (n: number) => 'http://x.example '.repeat(n)

it.each([
  ['a person', {}, null],
  ['a person who pastes two links', { text: 'https://a.example https://b.example' }, null],
  ['a person whose browser fills the form in at once', { openedAt: fast }, null],
  ['the eleventh of a school class that writes from one place', { recentFromThere: 10 }, null],
  ['a person who lists five offers', { text: links(5) }, null],
  ['whoever fills in what people do not see', { trap: 'https://spam.example' }, 'trap'],
  ['whoever never opened the form', { openedAt: null }, 'not_opened'],
  ['a long list of links', { text: links(10) }, 'many_links'],
  ['a list of links, faster than anybody can', { text: links(5), openedAt: fast }, 'many_links'],
  ['one of many from one place, in a second', { recentFromThere: 10, openedAt: fast }, 'many_from_one_place'],
  ['a flood from one place', { recentFromThere: 30 }, 'many_from_one_place'],
] as const)('an entry of %s', (_who, signs, reason) =>
  expect(holdBack({ ...person, ...signs }, now)).toBe(reason),
)
