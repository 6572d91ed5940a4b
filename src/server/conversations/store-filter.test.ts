import fc from 'fast-check'
import { CHANNELS } from '../../domain/conversations/conversation.ts'
import { STANDINGS } from '../../domain/conversations/standing.ts'
import {
  BASES,
  type Base,
  type Facts,
  FILTER_PARTS,
  type Looking,
  PROMISED,
  passes,
  standsIn,
  type ViewFilter,
  writeFilter,
} from '../../domain/conversations/view-filter.ts'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import type { MemberId, TeamId, WorkspaceId } from '../../domain/shared/ids.ts'
import { endOfDay, type Instant, instant, localParts, plus, type TimeZone } from '../../domain/shared/time.ts'
import { loosenKeys } from '../backup/tables.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { type Clone, insertWorkspace, ownClone } from '../db/testing/clone.ts'
import { countViews } from './store-saved-views.ts'
import { listConversations } from './store-views.ts'

const now = instant('2026-11-23T09:12:00Z')
const tonight = endOfDay(localParts(now, 'Europe/Berlin' as TimeZone).date, 'Europe/Berlin' as TimeZone)
const uuid = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const four = (kind: number) => [1, 2, 3, 4].map((n) => uuid(kind, n))
const [members, teams, tags, mailboxes, persons, sites] = [1, 2, 3, 4, 5, 6].map(four) as string[][] as [
  ...string[][],
] as [string[], string[], string[], string[], string[], string[]]
const LANGUAGES = ['de', 'en', null, 'pl']

const moment = fc.integer({ min: -96, max: 48 }).map((hours) => plus(now, { hours }))
const past = fc.integer({ min: -96, max: 0 }).map((hours) => plus(now, { hours }))
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 2, nil: null })
const sampled = fc.record({
  person_id: fc.constantFrom(...persons),
  site_id: fc.constantFrom(...sites),
  mailbox_id: maybe(fc.constantFrom(...mailboxes)),
  channel: fc.constantFrom(...CHANNELS),
  arrived_at: past,
  last_in_at: maybe(past),
  last_out_at: maybe(past),
  woke_at: maybe(past),
  help_declined_at: fc.option(past, { freq: 5, nil: null }),
  left_at: fc.option(past, { freq: 9, nil: null }),
  closed_at: fc.option(past, { freq: 4, nil: null }),
  snoozed_until: fc.option(moment, { freq: 3, nil: null }),
  held_because: fc.option(fc.constant('newsletter'), { freq: 6, nil: null }),
  assignee_id: maybe(fc.constantFrom(...members)),
  tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 3 }),
  promises: fc.array(
    fc.record({ due: moment, next: maybe(moment), kept_at: fc.option(past, { freq: 2, nil: null }) }),
    { maxLength: 2 },
  ),
})
const some = (all: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 3 })
const filters = fc.record(
  {
    state: some(STANDINGS),
    owner: some(['me', 'nobody', ...members]),
    ...{ team: some(teams), channel: some(CHANNELS), mailbox: some(mailboxes), site: some(sites) },
    ...{ tag: some(tags), person: some(persons), language: some(['de', 'en', 'pl']) },
    waiting: fc.constantFrom('30m', '4h', '2d'),
    promise: fc.constantFrom(...PROMISED),
  },
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<ViewFilter>

let clone: Clone
let db: Database
let workspaceId: WorkspaceId
let by: Looking
let all: { id: string; facts: Facts }[]

beforeAll(async () => {
  clone = await ownClone('filter')
  await loosenKeys(clone.owner)
  workspaceId = (await insertWorkspace(clone.owner)).workspaceId as WorkspaceId
  const rows = fc
    .sample(sampled, { numRuns: 300, seed: 25 })
    .map((row, n) => ({ ...row, id: uuid(9, n), last_activity_at: plus(now, { minutes: -n }) }))
  const inTeams = teams.flatMap((team, n) =>
    members.slice(0, n).map((member) => ({ team_id: team, member_id: member })),
  )
  await insert(
    'conversations',
    rows.map(({ tags: _, promises: __, ...row }) => ({
      ...row,
      ...{ reference: row.id, subject: '', sensitive: false, last_line: '', created_at: now, version: 1 },
    })),
  )
  await insert(
    'conversation_tags',
    rows.flatMap((row) => row.tags.map((tag_id) => ({ conversation_id: row.id, tag_id }))),
  )
  await insert('team_members', inTeams)
  await insert(
    'persons',
    persons.map((id, n) => ({
      ...{
        id,
        name: 'X',
        languages: LANGUAGES[n] ? [LANGUAGES[n]] : [],
        approach: 'welcome',
        good_to_know: '',
      },
      ...{ sensitive: false, created_at: now, version: 1 },
    })),
  )
  let made = 0
  await insert(
    'promises',
    rows.flatMap((row) =>
      row.promises.map(({ due, next, kept_at }) => ({
        ...{
          id: uuid(8, made++),
          to_person_id: row.person_id,
          owner_id: members[0],
          conversation_id: row.id,
          text: 'x',
        },
        ...{
          original_due: due,
          due,
          next_update_due: next,
          made_at: now,
          made_by: members[0],
          kept_at,
          version: 1,
        },
      })),
    ),
  )
  all = rows.map((row) => ({ id: row.id, facts: factsOf(row) }))
  by = {
    me: members[0] as MemberId,
    now,
    tonight,
    teams: new Map(
      teams.map((t) => [
        t as TeamId,
        inTeams.flatMap((m) => (m.team_id === t ? [m.member_id as MemberId] : [])),
      ]),
    ),
  }
  db = openDatabase(clone.appUrl, 2)
})

afterAll(async () => {
  await db.close()
  await clone.drop()
})

async function insert(table: string, rows: Record<string, unknown>[]): Promise<void> {
  const columns = ['workspace_id', ...Object.keys(rows[0]!)].join(', ')
  const values = JSON.stringify(rows.map((row) => ({ ...row, workspace_id: workspaceId })))
  await clone.owner.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [values],
  )
}

type Row = (typeof sampled extends fc.Arbitrary<infer R> ? R : never) & { id: string }
function factsOf(row: Row): Facts {
  const { promises, tags: on, mailbox_id, person_id } = row
  const conversation = {
    ...{
      channel: row.channel,
      arrivedAt: row.arrived_at,
      lastInAt: row.last_in_at,
      lastOutAt: row.last_out_at,
    },
    ...{
      wokeAt: row.woke_at,
      helpDeclinedAt: row.help_declined_at,
      leftAt: row.left_at,
      closedAt: row.closed_at,
    },
    ...{ snoozedUntil: row.snoozed_until, heldBecause: row.held_because, assigneeId: row.assignee_id },
    ...{ siteId: row.site_id, personId: person_id },
  } as unknown as Facts['conversation']
  const open = promises.filter((p) => p.kept_at === null)
  return {
    conversation,
    mailboxId: mailbox_id as Facts['mailboxId'],
    tags: on as unknown as Facts['tags'],
    promises: open.map((p) => ({
      due: p.due,
      first: comesFirst({ due: p.due, nextUpdateDue: p.next as Instant | null }, p.due < now).at,
    })),
    language: LANGUAGES[persons.indexOf(person_id)] ?? null,
  }
}

const shouldBeIn = (view: Base, narrowed: ViewFilter) =>
  all.flatMap(({ id, facts }) =>
    standsIn(view, facts.conversation, by) && passes(narrowed, facts, by) ? [id] : [],
  )

describe('what the database finds of a view', () => {
  const viewer = () => ({ id: by.me, role: 'owner' })

  it('is just what the rule says, whatever narrows it, in every view of the house', async () => {
    const two = fc
      .tuple(fc.constantFrom(...BASES, 'all' as const), filters, fc.shuffledSubarray([...FILTER_PARTS]))
      .map(([view, filter, parts]) => {
        const kept = parts.filter((part) => filter[part] !== undefined).slice(0, 2)
        return [view, Object.fromEntries(kept.map((part) => [part, filter[part]])) as ViewFilter] as const
      })
    const cases = [...BASES.map((view) => [view, {}] as const), ...fc.sample(two, { numRuns: 150, seed: 7 })]
    const faults = await db.read(workspaceId, async (r) => {
      const wrong: string[] = []
      for (const [view, narrowed] of cases) {
        const filter = { view, viewer: viewer(), now, tonight, narrowed }
        const listed = (await listConversations(r, filter, null, 400)).map((c) => c.id as string)
        if (listed.join() !== shouldBeIn(view, narrowed).join())
          wrong.push(`${view} ${writeFilter(narrowed)}`)
      }
      return wrong
    })
    expect(faults).toEqual([])
    const found = cases.map(([view, narrowed]) => shouldBeIn(view, narrowed).length)
    expect(found.filter((n) => n > 0).length).toBeGreaterThan(60)
  })

  it('comes page by page without one twice or left out', async () => {
    const filter = {
      view: 'all' as const,
      viewer: viewer(),
      now,
      tonight,
      narrowed: { channel: ['email', 'form'] } as ViewFilter,
    }
    const whole = await db.read(workspaceId, (r) => listConversations(r, filter, null, 400))
    const paged: string[] = []
    let after: { at: Instant; id: string } | null = null
    do {
      const page = await db.read(workspaceId, (r) => listConversations(r, filter, after, 7))
      paged.push(...page.map((c) => c.id))
      const last = page.length === 7 ? page.at(-1)! : null
      after = last && { at: last.lastActivityAt, id: last.id }
    } while (after)
    expect(paged).toEqual(whole.map((c) => c.id))
  })

  it('is counted alike, all views in one query, and no further than is asked', async () => {
    const cases = fc.sample(fc.tuple(fc.constantFrom(...BASES), filters), { numRuns: 40, seed: 11 })
    const views = [['all', {}] as const, ...cases].map(([base, filter]) => ({ base, filter }))
    const counts = await db.read(workspaceId, (r) =>
      countViews(r, views, viewer(), { me: by.me, now, tonight }, 51),
    )
    expect(counts).toEqual(views.map(({ base, filter }) => Math.min(51, shouldBeIn(base, filter).length)))
  })
})
