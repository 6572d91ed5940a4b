import type { PoolClient } from 'pg'
import type { EventKind } from '../../domain/shared/events.ts'
import type {
  ConversationId,
  MemberId,
  MessageId,
  PersonId,
  PromiseId,
  SiteId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import { instant } from '../../domain/shared/time.ts'
import * as counter from '../channels/store.ts'
import * as contact from '../contact/store.ts'
import * as talk from '../conversations/store.ts'
import * as messages from '../conversations/store-messages.ts'
import * as views from '../conversations/store-views.ts'
import { listEvents } from '../events/log.ts'
import * as people from '../people/store.ts'
import { listPageLinks } from '../people/store-page-links.ts'
import * as promises from '../promises/store.ts'
import { type Database, openDatabase, type Reader } from './database.ts'
import { type Clone, connected, ownClone } from './testing/clone.ts'
import { MANY, seededId, seedLargeWorkspace } from './testing/seed.ts'

/** The most rows a list may touch to show a page: what is still open in a workspace, never what ever was. */
const TOUCHED = 2500

type Asked = { text: string; values: unknown[] }
type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

let clone: Clone
let db: Database
let workspaceId: WorkspaceId
let me: views.Viewer
let siteId: SiteId
let clerk: views.Viewer
const ids = {} as { person: PersonId; conversation: ConversationId; promise: PromiseId; message: MessageId }
let asked: Asked[] = []
const now = instant('2026-11-23T09:12:00Z')

beforeAll(async () => {
  clone = await ownClone('plans')
  const made = await seedLargeWorkspace(clone.owner)
  workspaceId = made.workspaceId as WorkspaceId
  me = { id: made.memberId as MemberId, role: 'owner' }
  siteId = made.siteId as SiteId
  clerk = { id: made.memberId as MemberId, role: 'member' }
  for (const kind of ['person', 'conversation', 'promise', 'message'] as const)
    ids[kind] = (await seededId(clone.owner, kind, MANY / 2)) as never
  db = openDatabase(clone.appUrl, 1)
  db.pool.on('connect', overhear)
})

afterAll(async () => {
  await db.close()
  await clone.drop()
})

/** Writes down what is asked on a connection, to ask for its plan afterwards. */
function overhear(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text === 'string' && Array.isArray(values)) asked.push({ text, values })
    return query(text, values, ...rest)
  }) as typeof client.query
}

/** What is wrong with the plans of everything some work asks, a line each. */
async function faultsOf(work: (db: Reader) => Promise<unknown>): Promise<string[]> {
  asked = []
  await db.read(workspaceId, work)
  const faults: string[] = []
  const app = await connected(clone.appUrl)
  await app.query(`begin read only; set local app.workspace = '${workspaceId}'`)
  for (const { text, values } of asked) {
    const { rows } = await app.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, timing off, format json) ${text}`,
      values,
    )
    for (const node of nodesOf(rows[0]!['QUERY PLAN'][0].Plan)) {
      if (!node['Relation Name'] && !node['Index Name']) continue
      const rowsSeen =
        node['Actual Rows'] +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0)
      const touched = Math.round(rowsSeen * node['Actual Loops'])
      if (touched > TOUCHED)
        faults.push(
          `${node['Node Type']} of ${node['Relation Name']} by ${node['Index Name'] ?? 'no index'} touches ${touched} rows: ${text.slice(0, 300)}`,
        )
    }
  }
  await app.end()
  expect(asked.length).toBeGreaterThan(0)
  return faults
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

const deep = { at: instant('2026-10-20T09:00:00Z'), id: '80000000-0000-0000-0000-000000000000' }

describe('no list and no search looks through a whole workspace', () => {
  it('the views of conversations, for those who lead and those who serve, on the first page and far down', async () => {
    for (const view of ['waiting', 'mine', 'unassigned', 'snoozed', 'closed', 'all', 'held'] as const)
      for (const viewer of [me, clerk])
        for (const after of [null, deep]) {
          const faults = await faultsOf((r) => views.listConversations(r, { view, viewer, now }, after, 51))
          expect(faults, `${view} ${viewer.role} ${after ? 'deep' : 'first'}`).toEqual([])
        }
  })

  it('the figures of the menu', async () => {
    for (const view of ['waiting', 'mine', 'unassigned', 'snoozed', 'held'] as const)
      expect(await faultsOf((r) => views.countConversations(r, view, clerk, now, 100)), view).toEqual([])
    expect(await faultsOf((r) => views.countOthers(r, me.id, now, 100))).toEqual([])
  })

  it('a conversation with all that belongs to it', async () => {
    const { conversation: c, message } = ids
    expect(await faultsOf((r) => messages.listMessages(r, c, null, 51))).toEqual([])
    expect(await faultsOf((r) => messages.listMessages(r, c, deep, 51))).toEqual([])
    expect(await faultsOf((r) => messages.listMailHeads(r, c))).toEqual([])
    expect(await faultsOf((r) => messages.listParticipants(r, c))).toEqual([])
    expect(await faultsOf((r) => messages.findLastWords(r, c, message))).toEqual([])
    expect(await faultsOf((r) => messages.listAttachments(r, [message]))).toEqual([])
    expect(await faultsOf((r) => messages.listDeliveries(r, [message]))).toEqual([])
    expect(await faultsOf((r) => messages.listByMailIds(r, ['<77@example.com>']))).toEqual([])
    expect(await faultsOf((r) => talk.findByReference(r, 'R77'))).toEqual([])
    expect(await faultsOf((r) => talk.findReopening(r, c))).toEqual([])
    expect(await faultsOf((r) => talk.listHelpers(r, c))).toEqual([])
    expect(await faultsOf((r) => talk.listNeeds(r, [c]))).toEqual([])
    expect(await faultsOf((r) => talk.listHandovers(r, c))).toEqual([])
    expect(await faultsOf((r) => talk.listPromiseOutcomes(r, [c]))).toEqual([])
    expect(await faultsOf((r) => talk.listDrafts(r, c))).toEqual([])
    expect(await faultsOf((r) => talk.findNextContactOf(r, c))).toEqual([])
    expect(await faultsOf((r) => views.listReadable(r, [c], clerk))).toEqual([])
  })

  it('people, by any of their keys, by handle, and everything with one of them', async () => {
    const { person: p } = ids
    for (const after of [null, { seen: deep.at, id: deep.id }, { seen: null, id: deep.id }])
      for (const keys of [[], ['n777'], ['n77', 'p777'], ['p777@example.com']])
        expect(
          await faultsOf((r) => people.listPeople(r, keys, after, 51)),
          `${keys} ${after?.seen}`,
        ).toEqual([])
    const handle = { kind: 'email', value: 'p77@example.com' } as const
    expect(await faultsOf((r) => people.listCandidates(r, [handle]))).toEqual([])
    expect(await faultsOf((r) => people.listSharers(r, p, [handle.value]))).toEqual([])
    expect(await faultsOf((r) => people.listHandles(r, [p]))).toEqual([])
    expect(await faultsOf((r) => people.listThings(r, [p]))).toEqual([])
    expect(await faultsOf((r) => people.listGroupsOf(r, 'household', p))).toEqual([])
    expect(await faultsOf((r) => people.searchGroups(r, 'household', 'Family 77'))).toEqual([])
    expect(await faultsOf((r) => listPageLinks(r, p))).toEqual([])
    expect(await faultsOf((r) => talk.findLastTime(r, p, null))).toEqual([])
    expect(await faultsOf((r) => talk.listOfPerson(r, p, 10))).toEqual([])
    expect(await faultsOf((r) => contact.listNextContacts(r, p))).toEqual([])
  })

  it('promises, open and settled, of all, of some, of one person and conversation', async () => {
    const filters = [{}, { personId: ids.person }, { conversationId: ids.conversation }]
    for (const state of ['open', 'settled'] as const)
      for (const owners of [null, [me.id]])
        for (const filter of filters)
          for (const after of [null, deep]) {
            const faults = await faultsOf((r) =>
              promises.listPromises(r, { owners, state, ...filter }, after, 51),
            )
            expect(faults, `${state} ${owners} ${Object.keys(filter)}`).toEqual([])
          }
    expect(await faultsOf((r) => promises.listDueBefore(r, [me.id], now, 200))).toEqual([])
    expect(await faultsOf((r) => promises.listUpdates(r, [ids.promise]))).toEqual([])
    expect(await faultsOf((r) => promises.listSuccessors(r, [ids.promise]))).toEqual([])
  })

  it('what happened: of all, of a person, of a conversation, of a promise; a timeline', async () => {
    const kinds: EventKind[] = ['message.received', 'promise.made']
    const filters = [
      {},
      { personId: ids.person },
      { conversationId: ids.conversation },
      { promiseId: ids.promise },
    ]
    for (const filter of [...filters, { personId: ids.person, kinds }])
      for (const after of [null, deep])
        expect(await faultsOf((r) => listEvents(r, filter, after, 51)), Object.keys(filter).join()).toEqual(
          [],
        )
  })

  it('the counter, who is expected, what sleeps until now, what is to be handed over, next contacts', async () => {
    expect(await faultsOf((r) => counter.listAtCounter(r, siteId))).toEqual([])
    expect(await faultsOf((r) => views.listWaitingFor(r, me, now, 200))).toEqual([])
    expect(await faultsOf((r) => counter.listExpected(r, deep.at, now))).toEqual([])
    expect(await faultsOf((r) => talk.listDueToWake(r, now))).toEqual([])
    expect(await faultsOf((r) => talk.listWaitingHandovers(r, me.id, []))).toEqual([])
    expect(await faultsOf((r) => contact.listNextContactsBy(r, me.id, now))).toEqual([])
  })
})
