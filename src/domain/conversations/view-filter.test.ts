import fc from 'fast-check'
import type { MemberId, PersonId, SiteId, TagId, TeamId } from '../shared/ids.ts'
import { type Instant, instant, plus } from '../shared/time.ts'
import { CHANNELS, startConversation } from './conversation.ts'
import { STANDINGS } from './standing.ts'
import {
  BASES,
  type Facts,
  FILTER_PARTS,
  isCounted,
  type Looking,
  PROMISED,
  passes,
  readFilter,
  standsIn,
  type ViewFilter,
  withPart,
  writeFilter,
} from './view-filter.ts'

const now = instant('2026-11-23T09:12:00Z')
const [ana, ben] = [
  '00000000-0000-4000-8000-00000000000a',
  '00000000-0000-4000-8000-00000000000b',
] as MemberId[]
const desk = '00000000-0000-4000-8000-0000000000dd' as TeamId
const by: Looking = {
  me: ana!,
  now,
  tonight: instant('2026-11-23T23:00:00Z'),
  teams: new Map([[desk, [ben!]]]),
}
const facts = (change: Partial<Facts['conversation']> = {}, more: Partial<Facts> = {}): Facts => ({
  conversation: {
    ...startConversation({
      id: '00000000-0000-4000-8000-000000000001' as never,
      reference: 'R1',
      siteId: '00000000-0000-4000-8000-000000000051' as SiteId,
      channel: 'email',
      arrivedAt: plus(now, { hours: -5 }),
    }),
    heldBecause: null,
    lastInAt: plus(now, { hours: -5 }),
    ...change,
  },
  ...{ mailboxId: null, tags: [], promises: [], language: null },
  ...more,
})

const uuid = fc.uuid().map((id) => id.toLowerCase())
const several = (one: fc.Arbitrary<string>) => fc.uniqueArray(one, { minLength: 1, maxLength: 4 })
const filters = fc.record(
  {
    state: several(fc.constantFrom(...STANDINGS)),
    owner: several(fc.oneof(fc.constantFrom('me', 'nobody'), uuid)),
    ...Object.fromEntries(['team', 'mailbox', 'site', 'tag', 'person'].map((part) => [part, several(uuid)])),
    channel: several(fc.constantFrom(...CHANNELS)),
    waiting: fc.constantFrom('30m', '4h', '2d'),
    promise: fc.constantFrom(...PROMISED),
    language: several(fc.constantFrom('de', 'en', 'pt-br')),
  },
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<ViewFilter>

describe('what narrows a view', () => {
  it('is written in one way and read back as it was', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const written = writeFilter(filter)
        expect(writeFilter(readFilter(written)!)).toBe(written)
        expect(readFilter(written)).toEqual(
          Object.fromEntries(
            Object.entries(filter).map(([k, v]) => [k, Array.isArray(v) ? v.toSorted() : v]),
          ),
        )
      }),
    )
    expect(writeFilter({ channel: ['form', 'email'], owner: ['me'] })).toBe('owner:me channel:email,form')
    expect(readFilter('')).toEqual({})
  })

  it.each([
    'owner',
    'owner:',
    'owner:somebody',
    'channel:fax',
    'waiting:4w',
    'waiting:1h,2h',
    'a:b',
    'tag:x',
    'constructor:x',
    'owner:me owner:nobody',
  ])('is not %s', (written) => expect(readFilter(written)).toBeNull())

  it('goes by whose it is: mine, nobody’s, a colleague’s, somebody’s of a team', () => {
    const of = (assigneeId: MemberId | null, filter: ViewFilter) => passes(filter, facts({ assigneeId }), by)
    expect([of(ana!, { owner: ['me'] }), of(ben!, { owner: ['me'] }), of(null, { owner: ['me'] })]).toEqual([
      true,
      false,
      false,
    ])
    expect(of(null, { owner: ['me', 'nobody'] })).toBe(true)
    expect([of(ben!, { team: [desk] }), of(ana!, { team: [desk] }), of(null, { team: [desk] })]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('asks since when they wait for us, which nobody does who was answered or sleeps', () => {
    const waits = (change: Parameters<typeof facts>[0], span: string) =>
      passes({ waiting: span }, facts(change), by)
    expect([waits({}, '4h'), waits({}, '5h'), waits({}, '6h')]).toEqual([true, true, false])
    expect(waits({ lastOutAt: plus(now, { hours: -1 }) }, '30m')).toBe(false)
    expect(waits({ snoozedUntil: plus(now, { hours: 1 }) }, '30m')).toBe(false)
    // Awake again since an hour.
    const woke = { lastOutAt: plus(now, { hours: -4 }), wokeAt: plus(now, { hours: -1 }) }
    expect([waits(woke, '1h'), waits(woke, '2h')]).toEqual([true, false])
  })

  it('asks what was promised: anything, for today, too late, nothing', () => {
    const of = (hours: number | null, promise: ViewFilter['promise']) => {
      const due = plus(now, { hours: hours ?? 0 })
      return passes({ promise }, facts({}, { promises: hours === null ? [] : [{ due, first: due }] }), by)
    }
    expect(PROMISED.map((p) => [p, of(null, p), of(-1, p), of(2, p), of(48, p)])).toEqual([
      ['open', false, true, true, true],
      ['today', false, true, true, false],
      ['overdue', false, true, false, false],
      ['none', true, false, false, false],
    ])
  })

  it('narrows more with every part, never less', () => {
    const sampled = fc.constantFrom(
      facts(),
      facts({ assigneeId: ana!, channel: 'form' }, { language: 'de' }),
      facts({ closedAt: now as Instant }, { tags: ['00000000-0000-4000-8000-0000000000f1' as TagId] }),
      facts({
        personId: '00000000-0000-4000-8000-0000000000f2' as PersonId,
        snoozedUntil: plus(now, { days: 1 }),
      }),
    )
    fc.assert(
      fc.property(filters, sampled, (filter, one) => {
        const parts = FILTER_PARTS.filter((part) => filter[part] !== undefined)
        const alone = parts.every((part) => passes({ [part]: filter[part] }, one, by))
        expect(passes(filter, one, by)).toBe(alone)
      }),
    )
  })

  it('stands in the views of the house as they say', () => {
    const where = (change: Parameters<typeof facts>[0]) =>
      BASES.filter((base) => standsIn(base, facts(change).conversation, by))
    expect(where({})).toEqual(['waiting', 'unassigned', 'all'])
    expect(where({ assigneeId: ana! })).toEqual(['waiting', 'mine', 'all'])
    expect(where({ channel: 'walk_in' })).toEqual(['all'])
    expect(where({ snoozedUntil: plus(now, { days: 1 }) })).toEqual(['snoozed', 'all'])
    expect(where({ closedAt: now })).toEqual(['closed', 'all'])
    expect(where({ heldBecause: 'newsletter' })).toEqual(['held'])
  })

  it('is counted where it is still to do, not where it ever was', () => {
    expect(isCounted('waiting', {})).toBe(true)
    expect(isCounted('all', { channel: ['form'] })).toBe(false)
    expect(isCounted('all', { state: ['answered'] })).toBe(true)
    expect(isCounted('all', { state: ['answered', 'closed'] })).toBe(false)
    expect(isCounted('all', { promise: 'overdue' })).toBe(true)
    expect(isCounted('closed', { promise: 'overdue' })).toBe(false)
  })

  it('loses a part whose last value is taken off', () => {
    const filter: ViewFilter = { channel: ['form'], waiting: '4h' }
    expect(withPart(filter, 'channel', [])).toEqual({ waiting: '4h' })
    expect(withPart(filter, 'waiting', ['1h'])).toEqual({ channel: ['form'], waiting: '1h' })
  })
})
