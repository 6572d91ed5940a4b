import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, plus } from '../shared/time.ts'
import { orderToday, type TodayItem, USEFUL } from './order.ts'

const now = instant('2026-11-21T10:00:00Z')
const at = (minutes: number) => plus(now, { minutes })
const anyMoment = fc.integer({ min: -3000, max: 3000 }).map(at)
const anyItem: fc.Arbitrary<TodayItem> = fc
  .record({
    kind: fc.constantFrom(
      'arrival',
      'greeted',
      'waiting',
      'promise',
      'update',
      'not_told',
      'held',
      'handover',
      'asked',
      'snooze',
      'next_contact',
      'expected',
      'owed',
      'ask',
      'loose_end',
      'yes_asked',
      'yes_answered',
      'may_help',
      'rule_asked',
      'cause',
      'given',
    ),
    id: fc.integer({ min: 0, max: 30 }).map(String),
    personId: fc.constantFrom('marta', 'jakob', null),
    colleagueId: fc.constantFrom('dina', null, null),
    since: anyMoment,
    due: anyMoment,
    wishedBy: fc.option(anyMoment),
    missing: fc.constantFrom('owner', 'next_date'),
    greetWithinMinutes: fc.constant(3),
    count: fc.constant(2),
    until: anyMoment,
    passed: fc.boolean(),
    outcome: fc.constantFrom('granted', 'refused', 'emergency'),
    enough: fc.boolean(),
    vacant: fc.boolean(),
  })
  .map((item) => item as TodayItem)
/** What presses nobody: it is offered. */
const OFFERS = new Set<string>([
  ...['promise_due', 'update_due', 'snooze_ends', 'next_contact_ahead', 'expected', 'ask_how'],
])
const shown = (items: readonly TodayItem[], moment = now) => {
  const { now: first, next, moment: later } = orderToday(items, moment)
  const line = ({ item, why }: (typeof first)[number]) => `${item.id} ${why.code}`
  return [first.map(line), next.map(line), later.map(line)]
}

describe('Today', () => {
  it('puts a yes a colleague waits for beside who stands here, until they may help themselves [S3-09] [S1-07]', () => {
    const ask = (id: string, since: number, passed = false): TodayItem => ({
      ...{ kind: 'yes_asked', id, colleagueId: 'ana', personId: 'marta', passed },
      ...{ since: at(since), until: at(since + 20) },
    })
    const items: TodayItem[] = [
      { kind: 'promise', id: 'late', due: at(-90) },
      { kind: 'arrival', id: 'arrival', since: at(-4), greetWithinMinutes: 3 },
      { kind: 'handover', id: 'handover', since: at(-15) },
      ask('new', -2),
      ask('old', -19),
      ask('over', -20),
      ask('passed', -12, true),
    ]
    expect(shown(items)[0]).toEqual([
      'old yes_waiting',
      'arrival arrival_overlooked',
      'new yes_waiting',
      'late promise_overdue',
      'over yes_over',
      'handover handover_waiting',
      'passed yes_passed',
    ])
  })

  it('says once an answer is there, or nobody gave one, by when they were to hear of it', () => {
    const mine = { personId: 'marta', since: at(-1) }
    const items: TodayItem[] = [
      { kind: 'promise', id: 'late', due: at(-5) },
      { kind: 'yes_answered', id: 'yes', ...mine, due: at(8), outcome: 'granted' },
      { kind: 'yes_answered', id: 'no', ...mine, due: at(-12), outcome: 'refused' },
      { kind: 'may_help', id: 'help', ...mine, due: at(-11), enough: true },
      { kind: 'may_help', id: 'too much', ...mine, due: at(-10), enough: false },
    ]
    expect(shown(items)[0]).toEqual([
      'no yes_refused',
      'help may_help',
      'too much nobody_answered',
      'late promise_overdue',
      'yes yes_granted',
    ])
  })

  it('has a rule answered for next, and what is to be learnt when there is a moment, after what is for somebody [S1-08] [S3-10]', () => {
    const items: TodayItem[] = [
      { kind: 'given', id: 'given', since: at(-900), count: 2 },
      { kind: 'cause', id: 'cause', since: at(-100), vacant: false },
      { kind: 'loose_end', id: 'loose', since: at(-9000), missing: 'owner' },
      { kind: 'promise', id: 'in a week', personId: 'marta', due: at(10_000) },
      { kind: 'rule_asked', id: 'rule', colleagueId: 'ana', since: at(-10), vacant: false },
      { kind: 'promise', id: 'tonight', due: at(400) },
    ]
    expect(shown(items)).toEqual([
      [],
      ['tonight promise_due', 'rule rule_asked'],
      ['in a week promise_due', 'cause cause_open', 'loose no_owner', 'given given'],
    ])
  })

  it('asks who needs us now, and next, and says why each line stands there [S1-31] [S2-07]', () => {
    const items: TodayItem[] = [
      { kind: 'loose_end', id: 'loose', since: at(-9000), missing: 'owner' },
      { kind: 'next_contact', id: 'tyres', due: at(-60) },
      { kind: 'promise', id: 'tonight', due: at(400) },
      { kind: 'waiting', id: 'new mail', since: at(-5) },
      { kind: 'waiting', id: 'old mail', since: at(-500) },
      { kind: 'snooze', id: 'snooze', due: at(-10) },
      { kind: 'handover', id: 'handover', since: at(-1) },
      { kind: 'promise', id: 'soon', due: at(10) },
      { kind: 'update', id: 'word', due: at(-10) },
      { kind: 'promise', id: 'late', due: at(-90) },
      { kind: 'arrival', id: 'arrival', since: at(-4), greetWithinMinutes: 3 },
      { kind: 'promise', id: 'in a week', personId: 'marta', due: at(10_000) },
    ]
    expect(shown(items)).toEqual([
      [
        'arrival arrival_overlooked',
        'late promise_overdue',
        'word update_overdue',
        'soon promise_due_soon',
        'handover handover_waiting',
        'old mail answer_waiting',
        'snooze snooze_over',
        'new mail answer_waiting',
      ],
      ['tonight promise_due', 'tyres next_contact_due'],
      ['in a week promise_due', 'loose no_owner'],
    ])
  })

  it('lifts a promise when the clock turns to ten minutes before [S1-09]', () => {
    const items: TodayItem[] = [
      { kind: 'waiting', id: 'mail', since: at(-30) },
      { kind: 'promise', id: 'call', due: at(120) },
    ]
    expect(shown(items)).toEqual([['mail answer_waiting'], ['call promise_due'], []])
    expect(shown(items, at(110))[0]).toEqual(['call promise_due_soon', 'mail answer_waiting'])
    expect(orderToday(items, at(110)).now[0]!.why.values).toEqual({ at: at(120), minutes: 10 })
  })

  it('keeps who was greeted and still waits in sight, and lifts a word that did not arrive [S2-26]', () => {
    const items: TodayItem[] = [
      { kind: 'waiting', id: 'mail', since: at(-500) },
      { kind: 'handover', id: 'handover', since: at(-1) },
      { kind: 'greeted', id: 'greeted', since: at(-2) },
      { kind: 'not_told', id: 'word', since: at(-5) },
      { kind: 'held', id: 'held', since: at(-5), count: 2 },
    ]
    expect(shown(items)).toEqual([
      ['word not_told', 'greeted greeted_waiting', 'handover handover_waiting', 'mail answer_waiting'],
      [],
      ['held held'],
    ])
  })

  it('says what a colleague asks of me, and lifts it when the moment they wish for is near [S3-24]', () => {
    const items: TodayItem[] = [
      { kind: 'asked', id: 'some day', since: at(-500), wishedBy: null },
      { kind: 'asked', id: 'by noon', since: at(-60), wishedBy: at(120) },
      { kind: 'waiting', id: 'mail', since: at(-5) },
    ]
    const [waits, some, noon] = ['mail answer_waiting', 'some day asked_waiting', 'by noon asked_waiting']
    expect(shown(items)).toEqual([[waits], [noon, some], []])
    expect(shown(items, at(105))).toEqual([[noon, waits], [some], []])
  })

  it('puts next what falls due the soonest first, then what colleagues wish for or owe by its day, and what has no day last [S1-31] [S3-24]', () => {
    const items: TodayItem[] = [
      { kind: 'asked_back', id: 'came back', since: at(-4000) },
      { kind: 'promise', id: 'to a colleague', colleagueId: 'dina', due: at(70) },
      { kind: 'owed', id: 'owed', due: at(-2000) },
      { kind: 'asked', id: 'asked some day', since: at(-1000), wishedBy: null },
      { kind: 'asked', id: 'asked by six', since: at(-3000), wishedBy: at(480) },
      { kind: 'promise', id: 'tonight', due: at(600) },
      { kind: 'next_contact', id: 'comes', due: at(90) },
      { kind: 'stands_in', id: 'for a colleague', due: at(60) },
      { kind: 'loose_end', id: 'nobody', since: at(120), missing: 'stand_in' },
      { kind: 'snooze', id: 'wakes', due: at(30) },
    ]
    expect(orderToday(items, now).next.map((l) => l.item.id)).toEqual([
      ...['wakes', 'for a colleague', 'to a colleague', 'comes', 'nobody', 'tonight'],
      ...['owed', 'asked by six', 'came back', 'asked some day'],
    ])
  })

  it('puts next by due within its rank whatever comes, and every line there says a reason [S1-31]', () => {
    const dated = fc.record({
      kind: fc.constantFrom('promise', 'update', 'snooze', 'next_contact', 'expected', 'stands_in'),
      id: fc.uuid(),
      due: fc.integer({ min: 16, max: 1440 }).map(at),
    })
    fc.assert(
      fc.property(fc.array(dated), (items) => {
        const dues = orderToday(items as TodayItem[], now).next.map((l) => l.at)
        expect(dues).toEqual(items.map((i) => i.due).sort())
      }),
    )
  })

  it('lets a next contact that is over by a day wait for a moment', () => {
    const items: TodayItem[] = [
      { kind: 'next_contact', id: 'today', due: at(-60) },
      { kind: 'next_contact', id: 'last week', due: at(-9000) },
    ]
    expect(shown(items)).toEqual([[], ['today next_contact_due'], ['last week next_contact_over']])
  })

  it('says when a snooze ends and when nobody has a next date', () => {
    const items: TodayItem[] = [
      { kind: 'snooze', id: 's', due: at(60) },
      { kind: 'loose_end', id: 'l', since: at(-60), missing: 'next_date' },
      { kind: 'next_contact', id: 'n', personId: 'marta', due: at(60 * 48) },
      { kind: 'arrival', id: 'a', since: at(-2), greetWithinMinutes: 3 },
    ]
    expect(shown(items)).toEqual([
      ['a arrival_waiting'],
      ['s snooze_ends'],
      ['n next_contact_ahead', 'l no_next_date'],
    ])
  })

  it('shows every item once with a reason and its moment, and of what presses nobody five [S2-25] [S2-26]', () => {
    fc.assert(
      fc.property(fc.array(anyItem), (items) => {
        const groups = orderToday(items, now)
        const lines = [...groups.now, ...groups.next, ...groups.moment]
        const offered = groups.moment.filter((l) => OFFERS.has(l.why.code)).length
        const each = items.filter((item) => lines.some((l) => l.item === item)).length
        expect(each).toBe(lines.length)
        expect(offered).toBeLessThanOrEqual(USEFUL)
        const named = items.filter((i) => i.personId || i.colleagueId)
        if (offered < USEFUL)
          expect(lines.filter((l) => l.item.personId || l.item.colleagueId)).toHaveLength(named.length)
        for (const { why, at: moment } of lines)
          expect([why.code.length > 0, why.values.at]).toEqual([true, moment])
      }),
    )
  })

  it('offers for a moment only what is for somebody by name, and hides nothing loose for want of one [S2-13] [S2-26]', () => {
    const items: TodayItem[] = [
      { kind: 'snooze', id: 'for nobody', personId: null, due: at(3000) },
      { kind: 'snooze', id: 'for Marta', personId: 'marta', due: at(3001) },
      { kind: 'promise', id: 'to Dina', personId: null, colleagueId: 'dina', due: at(3002) },
      { kind: 'held', id: 'perhaps a machine', personId: null, since: at(-5), count: 1 },
      { kind: 'loose_end', id: 'a stranger’s', personId: null, since: at(-60), missing: 'owner' },
      { kind: 'snooze', id: 'woken', personId: null, due: at(-1) },
    ]
    expect(shown(items)).toEqual([
      ['woken snooze_over'],
      [],
      ['for Marta snooze_ends', 'to Dina promise_due', 'a stranger’s no_owner', 'perhaps a machine held'],
    ])
    fc.assert(
      fc.property(fc.array(anyItem), (some) => {
        const offered = orderToday(some, now).moment.filter((l) => OFFERS.has(l.why.code))
        for (const { item } of offered) expect(item.personId ?? item.colleagueId).toBeTruthy()
        const loose = some.filter((i) => i.kind === 'loose_end' || i.kind === 'held')
        expect(orderToday(some, now).moment.map((l) => l.item)).toEqual(expect.arrayContaining(loose))
      }),
    )
  })

  it('puts a word that did not arrive where what they wait for stands, if that is past longer', () => {
    const items: TodayItem[] = [
      { kind: 'promise', id: 'late', due: at(-60) },
      { kind: 'not_told', id: 'later still', since: at(-30), due: at(-90) },
      { kind: 'not_told', id: 'in time', since: at(-70), due: at(90) },
    ]
    expect(orderToday(items, now).now.map((l) => l.item.id)).toEqual(['later still', 'in time', 'late'])
  })

  it('keeps its order whatever anybody bought, owns or looks like [S0-04] [S2-27]', () => {
    const extra = fc.record({
      purchases: fc.nat(),
      spent: fc.nat(),
      vip: fc.boolean(),
      rating: fc.integer(),
      looks: fc.string(),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(anyItem, extra)), (pairs) => {
        const plain = pairs.map(([item]) => item)
        const rich = pairs.map(([item, more]) => ({ ...item, ...more, person: more }))
        expect(shown(rich)).toEqual(shown(plain))
      }),
    )
  })

  it('stands the same however the items came', () => {
    const unique = fc.uniqueArray(anyItem, { selector: (item) => `${item.kind} ${item.id}` })
    fc.assert(
      fc.property(
        unique.chain((items) =>
          fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
        ),
        ([items, shuffled]) => {
          expect(orderToday(shuffled, now)).toEqual(orderToday(items, now))
        },
      ),
    )
  })
})

it('calls a word nobody was told of the house’s own reminder, not something we said', () => {
  const word = (due: string, unsaid: boolean) =>
    orderToday([{ kind: 'update', id: '1', due: instant(due), ...(unsaid ? { unsaid } : {}) }], now)
  expect(word('2026-11-21T12:00:00Z', true).next[0]?.why.code).toBe('word_due')
  expect(word('2026-11-21T10:05:00Z', true).now[0]?.why.code).toBe('word_due_soon')
  expect(word('2026-11-21T09:00:00Z', true).now[0]?.why.code).toBe('word_overdue')
  expect(word('2026-11-21T12:00:00Z', false).next[0]?.why.code).toBe('update_due')
})

it('sets what one stands in for beside one’s own by its moment alone, now and next [S2-25] [S2-26]', () => {
  const items: TodayItem[] = [
    { kind: 'stands_in', id: 'covered late', due: at(-30) },
    { kind: 'promise', id: 'own late', due: at(-20) },
    { kind: 'stands_in', id: 'covered soon', due: at(10) },
    { kind: 'promise', id: 'own soon', due: at(12) },
    { kind: 'stands_in', id: 'covered tonight', due: at(300) },
    { kind: 'promise', id: 'own tonight', due: at(200) },
    { kind: 'loose_end', id: 'nobody stands in', since: at(250), missing: 'stand_in' },
    { kind: 'waiting', id: 'mail', since: at(-600) },
    { kind: 'arrival', id: 'counter', since: at(-1), greetWithinMinutes: 3 },
  ]
  const { now: first, next } = orderToday(items, now)
  expect(first.map((l) => l.item.id)).toEqual([
    ...['counter', 'covered late', 'own late', 'covered soon', 'own soon', 'mail'],
  ])
  expect(next.map((l) => l.item.id)).toEqual(['own tonight', 'nobody stands in', 'covered tonight'])
  fc.assert(
    fc.property(fc.array(anyMoment, { maxLength: 12 }), fc.array(fc.boolean()), (dues, covers) => {
      const mixed = dues.map(
        (due, n): TodayItem => ({ kind: covers[n] ? 'stands_in' : 'promise', id: String(n), due }),
      )
      const groups = orderToday(mixed, now)
      for (const lines of [groups.now, groups.next])
        expect(lines.map((l) => l.at)).toEqual(lines.map((l) => l.at).toSorted())
    }),
  )
})
