import { instant, plus } from '../shared/time.ts'
import { type EntrySigns, holdBack } from './form-entry.ts'

const now = instant('2026-11-23T09:12:00Z')
const person: EntrySigns = {
  trap: '',
  openedAt: plus(now, { seconds: -40 }),
  text: 'Is Sunday safe?',
  recentFromThere: 0,
}

it.each([
  ['a person', {}, null],
  ['a person who pastes two links', { text: 'https://a.example https://b.example' }, null],
  ['whoever fills in what people do not see', { trap: 'https://spam.example' }, 'trap'],
  ['whoever never opened the form', { openedAt: null }, 'not_opened'],
  ['whoever writes faster than anybody can', { openedAt: plus(now, { seconds: -1 }) }, 'too_fast'],
  ['a list of links', { text: 'http://x.example '.repeat(5) }, 'many_links'],
  ['the eleventh within ten minutes from one place', { recentFromThere: 10 }, 'many_from_one_place'],
] as const)('an entry of %s', (_who, signs, reason) =>
  expect(holdBack({ ...person, ...signs }, now)).toBe(reason),
)
