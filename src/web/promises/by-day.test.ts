import fc from 'fast-check'
import { isUpdateOverdue, pressesBefore, promiseStatus } from '../../domain/promises/overdue.ts'
import { endOfDay, type Instant, localParts, plus, type TimeZone } from '../../domain/shared/time.ts'
import { groupByDay, type PromiseShown } from './by-day.ts'

const now = '2026-11-23T09:12:00.000Z' as Instant
const zone = 'Europe/Berlin' as TimeZone
const promise = (id: string, due: string, more: Partial<PromiseShown> = {}) =>
  ({ id, due, nextUpdateDue: null, state: 'open', isUpdateDue: false, ...more }) as unknown as PromiseShown
const drawn = (promises: PromiseShown[]) =>
  groupByDay(promises, now, zone).map((g) => `${g.is}: ${g.items.map((p) => p.id).join(' ')}`)

it('puts promises under the day on which something of them is due, what is overdue first', () => {
  expect(
    drawn([
      promise('far', '2026-12-24T16:00:00.000Z'),
      promise('friday', '2026-11-27T16:00:00.000Z'),
      promise('late', '2026-11-20T16:00:00.000Z', { state: 'overdue' }),
      promise('noon', '2026-11-23T11:00:00.000Z'),
      promise('morning', '2026-11-24T08:00:00.000Z'),
    ]),
  ).toEqual(['overdue: late', 'today: noon', 'tomorrow: morning', 'day: friday', 'later: far'])
})

it('counts the next word when it comes before the date, and a word not said as overdue', () => {
  const due = '2026-11-27T16:00:00.000Z'
  expect(drawn([promise('word', due, { nextUpdateDue: '2026-11-23T10:00:00.000Z' as Instant })])).toEqual([
    'today: word',
  ])
  expect(
    drawn([
      promise('silent', due, { nextUpdateDue: '2026-11-23T09:00:00.000Z' as Instant, isUpdateDue: true }),
    ]),
  ).toEqual(['overdue: silent'])
})

it('keeps a late promise under Overdue, whatever later word they were told of', () => {
  const told = { state: 'overdue', nextUpdateDue: '2026-11-23T13:00:00.000Z' as Instant } as const
  const due = '2026-11-23T09:00:00.000Z'
  expect(drawn([promise('told', due, told)])).toEqual(['overdue: told'])
  expect(drawn([promise('silent', due, { ...told, isUpdateDue: true })])).toEqual(['overdue: silent'])
})

it('has under Overdue and Today what the menu counts, whatever is named and told', () => {
  const minutes = fc.integer({ min: -3000, max: 3000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(minutes, fc.option(minutes)), { maxLength: 12 }), (moments) => {
      const tonight = endOfDay(localParts(now, zone).date, zone)
      const open = { keptAt: null, brokenAt: null, releasedAt: null, movedAt: null }
      const all = moments.map(([due, word], n) => {
        const p = {
          ...{ ...open, due: plus(now, { minutes: due }) },
          nextUpdateDue: word === null ? null : plus(now, { minutes: word }),
        }
        const shown = { state: promiseStatus(p, now), isUpdateDue: isUpdateOverdue(p, now) }
        return { p, shown: { ...promise(String(n), p.due, p), ...shown } as PromiseShown }
      })
      const groups = groupByDay(
        all.map((a) => a.shown),
        now,
        zone,
      )
      const pressing = groups.filter((g) => g.is === 'overdue' || g.is === 'today').flatMap((g) => g.items)
      expect(pressing).toHaveLength(all.filter((a) => pressesBefore(a.p, tonight, now)).length)
    }),
  )
})
