import fc from 'fast-check'
import { ROLES } from '../accounts/permissions.ts'
import type { MemberId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import {
  asTemplate,
  blanksIn,
  fillIn,
  mayNotChangeReply,
  openBlank,
  textFor,
  unknownBlank,
  VARIABLES,
  type Values,
} from './saved-replies.ts'

const now = instant('2026-11-23T09:12:00Z')
const marta: Values = {
  'person.first': 'Marta',
  'person.name': 'Marta Okafor',
  'my.first': 'Ana',
  vehicle: 'Golf',
}

describe('a saved reply', () => {
  it('is filled with what is known', () => {
    expect(fillIn('Dear {{person.first}}, your {{ vehicle }} is ready. {{my.first}}', marta)).toEqual({
      text: 'Dear Marta, your Golf is ready. Ana',
      missing: [],
    })
  })

  it('says other words where nothing is known and they are given, else keeps the blank and tells of it', () => {
    const said = 'Hello {{person.first|there}}, by {{promise.due}}: your {{vehicle|}}.'
    expect(fillIn(said, { 'person.first': ' ' })).toEqual({
      text: 'Hello there, by {{promise.due}}: your .',
      missing: ['promise.due'],
    })
    expect(openBlank('by {{promise.due}}')).toMatchObject({ variable: 'promise.due', start: 3, end: 18 })
  })

  it('never leaves a blank that nobody is told of, whatever is known', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...VARIABLES).map((v) => `{{${v}}}`),
      fc
        .tuple(fc.constantFrom(...VARIABLES), fc.string())
        .map(([v, s]) => `{{ ${v}|${s.replace(/[{}|]/g, '')} }}`),
    )
    const values = fc.dictionary(
      fc.constantFrom(...VARIABLES),
      fc.string().map((s) => s.replace(/[{}]/g, '')),
    )
    fc.assert(
      fc.property(fc.array(piece), values, (pieces, known) => {
        const { text, missing } = fillIn(pieces.join(' '), known)
        expect(
          [
            ...new Set(
              blanksIn(text)
                .filter((b) => openBlank(`{{${b.variable}}}`))
                .map((b) => b.variable),
            ),
          ].sort(),
        ).toEqual(missing.toSorted())
      }),
    )
  })

  it('asks for nothing there is not', () => {
    expect(unknownBlank({ en: 'Dear {{person.first}}' })).toBeNull()
    expect(unknownBlank({ en: 'x', de: 'Liebe {{persn.first}}' })).toMatchObject({
      refused: 'unknown_variable',
      values: { name: 'persn.first' },
    })
  })

  it('made from what was said has blanks for who it was said to and by whom', () => {
    const said = 'Dear Marta Okafor, Marta! The Golfer took the Golf. Ana'
    const template = asTemplate(said, marta)
    expect(template).toBe(
      'Dear {{person.name}}, {{person.first}}! The Golfer took the {{vehicle}}. {{my.first}}',
    )
    expect(fillIn(template, marta)).toEqual({ text: said, missing: [] })
  })

  it('is said in the first language of theirs that there is, else in the house’s, else in any', () => {
    const texts = { en: 'Hello', de: 'Guten Tag' }
    expect(textFor(texts, ['pl', 'de-AT', 'en']).text).toBe('Guten Tag')
    expect(textFor(texts, ['pl', 'en-GB']).language).toBe('en')
    expect(textFor(texts, ['pl']).language).toBe('de')
  })

  it('of one’s own is changed by oneself, everybody’s by those who lead', () => {
    const [ana, ben] = ['ana', 'ben'] as MemberId[]
    const may = (owner: MemberId | null) =>
      ROLES.filter((role) => mayNotChangeReply(owner, { id: ana!, role, endsAt: null }, now) === null)
    expect([may(ana!), may(ben!), may(null)]).toEqual([ROLES, [], ['owner', 'manager']])
  })
})
