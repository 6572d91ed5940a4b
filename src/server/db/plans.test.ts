import { readFilter } from '../../domain/conversations/view-filter.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type { MailboxId, MemberId } from '../../domain/shared/ids.ts'
import { instant, plus } from '../../domain/shared/time.ts'
import * as away from '../away/store.ts'
import { listToErase } from '../away/store-erase.ts'
import * as counter from '../channels/store.ts'
import * as lookBack from '../channels/store-look-back.ts'
import * as contact from '../contact/store.ts'
import * as door from '../contact/store-door.ts'
import * as held from '../contact/store-door-held.ts'
import * as leaving from '../contact/store-door-words.ts'
import * as talk from '../conversations/store.ts'
import { listDrafts } from '../conversations/store-drafts.ts'
import * as junk from '../conversations/store-junk.ts'
import * as joining from '../conversations/store-merge.ts'
import * as messages from '../conversations/store-messages.ts'
import { listReplies } from '../conversations/store-saved-replies.ts'
import { countViews, listChoices } from '../conversations/store-saved-views.ts'
import * as toCome from '../conversations/store-to-come.ts'
import * as views from '../conversations/store-views.ts'
import { listEvents } from '../events/log.ts'
import * as notices from '../notices/store.ts'
import { listDue } from '../notices/store-sending.ts'
import * as people from '../people/store.ts'
import { listCandidates } from '../people/store-candidates.ts'
import * as duplicates from '../people/store-duplicates.ts'
import * as groups from '../people/store-groups.ts'
import { listPeople } from '../people/store-list.ts'
import * as merging from '../people/store-merge.ts'
import { listPageLinks } from '../people/store-page-links.ts'
import { listSimilar } from '../people/store-similar.ts'
import * as speaks from '../people/store-speaks-for.ts'
import * as promises from '../promises/store.ts'
import * as alerts from '../promises/store-alerts.ts'
import { listFalling, listFallingIn } from '../promises/store-falling.ts'
import * as leavers from '../promises/store-leavers.ts'
import { listDoneByOthers } from '../promises/store-meanwhile.ts'
import { listMistakes } from '../promises/store-mistakes.ts'
import * as reports from '../reports/store.ts'
import { type Narrowed, searchConversations } from '../search/store.ts'
import * as today from '../today/store.ts'
import { listShownPersons } from '../today/store-persons.ts'
import type { Reader } from './database.ts'
import { type LargeHouse, openLargeHouse } from './testing/large-house.ts'

let house: LargeHouse
let me: LargeHouse['me']
let clerk: LargeHouse['clerk']
let ids: LargeHouse['ids']
let siteId: LargeHouse['siteId']
let faultsOf: LargeHouse['faultsOf']
const now = instant('2026-11-23T09:12:00Z')

beforeAll(async () => {
  house = await openLargeHouse('plans')
  ;({ me, clerk, ids, siteId, faultsOf } = house)
})
afterAll(() => house?.close())

const NOBODY = '80000000-0000-4000-8000-000000000000'
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

  it('what narrows the views, be it seldom and long ago or everywhere', async () => {
    const [often, seldom] = [
      { mailbox: await house.idOf('mailbox', 1), tag: await house.idOf('tag', 1) },
      { mailbox: await house.idOf('mailbox', 2), tag: await house.idOf('tag', 2) },
    ]
    const both = [often, seldom].flatMap((one) => [`mailbox:${one.mailbox}`, `tag:${one.tag}`])
    const narrowed = [
      ...[
        'owner:me',
        'owner:nobody',
        `owner:${NOBODY}`,
        'channel:email',
        'channel:phone',
        'channel:chat',
        ...both,
      ],
      ...[
        `site:${siteId}`,
        `site:${NOBODY}`,
        `tag:${NOBODY}`,
        `person:${ids.person}`,
        'language:de',
        'language:pl',
      ],
      ...[
        'language:it',
        'state:waiting',
        'state:answered,snoozed',
        'state:closed',
        'waiting:4h',
        'promise:open',
      ],
      ...['promise:overdue', 'promise:today', 'promise:none', `team:${NOBODY}`, 'owner:me channel:phone'],
      ...[`tag:${seldom.tag} state:closed`, `channel:email tag:${often.tag}`, 'language:de promise:open'],
    ]
    for (const written of narrowed)
      for (const view of ['all', 'closed', 'waiting'] as const)
        for (const after of [null, deep]) {
          const filter = { view, viewer: clerk, now, tonight: now, narrowed: readFilter(written)! }
          const faults = await faultsOf((r) => views.listConversations(r, filter, after, 51))
          expect.soft(faults, `${view} ${written} ${after ? 'deep' : 'first'}`).toEqual([])
        }
    const counted = narrowed.map((written) => ({ base: 'waiting' as const, filter: readFilter(written)! }))
    const by = { me: me.id, now, tonight: now }
    expect(await faultsOf((r) => countViews(r, counted.slice(0, 1), clerk, by, 501))).toEqual([])
    expect(await faultsOf((r) => listChoices(r))).toEqual([])
  })

  it('the figures of the menu', async () => {
    for (const view of ['waiting', 'mine', 'unassigned', 'snoozed', 'held'] as const)
      expect(await faultsOf((r) => views.countConversations(r, view, clerk, now, 100)), view).toEqual([])
    expect(await faultsOf((r) => views.countOthers(r, me.id, { now, until: now }, 100))).toEqual([])
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
    expect(await faultsOf((r) => listDrafts(r, c))).toEqual([])
    expect(await faultsOf((r) => toCome.findNextContactOf(r, c))).toEqual([])
    expect(await faultsOf((r) => junk.listJunkedAmong(r, [c]))).toEqual([])
    expect(await faultsOf((r) => junk.listJunked(r, me, null, 50))).toEqual([])
    expect(await faultsOf((r) => junk.listOldJunked(r, instant('2020-01-01T00:00:00Z'), 50))).toEqual([])
    expect(await faultsOf((r) => views.listReadable(r, [c], clerk))).toEqual([])
  })

  it('what a conversation could be merged with, what was merged into it, and what would come along', async () => {
    const { conversation: c, person: personId } = ids
    for (const q of ['', 'brakes'])
      for (const after of [null, deep]) {
        const of = { id: c, personId }
        const faults = await faultsOf((r) =>
          joining.listOthersOf(r, of, clerk, { q, open: q === '' }, after, 21),
        )
        expect(faults, `${q} ${after ? 'deep' : 'first'}`).toEqual([])
      }
    expect(await faultsOf((r) => joining.findTree(r, c))).toEqual([])
    expect(await faultsOf((r) => joining.listMergedInto(r, c))).toEqual([])
    expect(await faultsOf((r) => joining.listSaid(r, c))).toEqual([])
    expect(await faultsOf((r) => joining.findAcceptedBy(r, c, [c], now))).toEqual([])
    expect(await faultsOf((r) => joining.isLivedIn(r, c, [c], now))).toEqual([])
    expect(await faultsOf((r) => joining.countHoldings(r, [c]))).toEqual([])
    expect(await faultsOf((r) => messages.findAnsweredOrigin(r, c))).toEqual([])
  })

  it('people, by any of their keys, by handle, and everything with one of them', async () => {
    const { person: p } = ids
    for (const after of [null, { seen: deep.at, id: deep.id }, { seen: null, id: deep.id }])
      for (const keys of [
        [],
        [['n777']],
        [['n77', 'p777']],
        [['p777@example.com']],
        [['n77p777'], ['n77', 'p777']],
        [['500077'], ['#500077']],
      ])
        expect(await faultsOf((r) => listPeople(r, keys, after, 51)), `${keys} ${after?.seen}`).toEqual([])
    const handle = { kind: 'email', value: 'p77@example.com' } as const
    expect(await faultsOf((r) => listCandidates(r, [handle]))).toEqual([])
    expect(await faultsOf((r) => people.listSharers(r, p, [handle.value]))).toEqual([])
    expect(await faultsOf((r) => merging.findGroups(r, [p]))).toEqual([])
    expect(await faultsOf((r) => merging.listStandingMerges(r, [p]))).toEqual([])
    expect(await faultsOf((r) => speaks.listSpeaksFor(r, p))).toEqual([])
    const pair = { sureness: 60, firstId: deep.id, secondId: deep.id }
    for (const after of [null, pair])
      expect(await faultsOf((r) => duplicates.listDuplicates(r, after, 26))).toEqual([])
    expect(await faultsOf((r) => duplicates.listDuplicatesOf(r, [p]))).toEqual([])
    expect(await faultsOf((r) => duplicates.listToCompare(r, 200))).toEqual([])
    const [one] = await house.read((r) => duplicates.findComparable(r, [p]))
    expect(await faultsOf((r) => duplicates.findComparable(r, [p]))).toEqual([])
    expect(await faultsOf((r) => duplicates.listMaybeSame(r, one!))).toEqual([])
    expect(await faultsOf((r) => people.listHandles(r, [p]))).toEqual([])
    expect(await faultsOf((r) => people.listThings(r, [p]))).toEqual([])
    expect(await faultsOf((r) => groups.listGroupsOf(r, 'household', p))).toEqual([])
    expect(await faultsOf((r) => groups.searchGroups(r, 'household', 'Family 77'))).toEqual([])
    expect(await faultsOf((r) => listPageLinks(r, p))).toEqual([])
    expect(await faultsOf((r) => talk.findLastTime(r, p, null))).toEqual([])
    expect(await faultsOf((r) => talk.listOfPerson(r, p, 10))).toEqual([])
    expect(await faultsOf((r) => contact.listNextContacts(r, p))).toEqual([])
  })

  it('replies kept to be said again, by name, the most said first, and those that are gone', async () => {
    for (const after of [null, { key: 'reply 5', id: NOBODY }])
      for (const asked of [
        { deleted: false, order: 'name' },
        { deleted: false, order: 'used' },
        { deleted: false, order: 'name', words: ['word'] },
      ] as const) {
        const wanted = { me: me.id, words: [], ...asked }
        expect(await faultsOf((r) => listReplies(r, wanted, after, 51)), JSON.stringify(asked)).toEqual([])
      }
    const gone = { me: me.id, words: [], deleted: true, order: 'name' } as const
    for (const after of [null, { key: deep.at, id: NOBODY }])
      expect(await faultsOf((r) => listReplies(r, gone, after, 51))).toEqual([])
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
    const [soon, until] = [plus(now, { days: 1 }), plus(now, { days: 7 })]
    const reach = { now, soon, late: 50, most: 200, ahead: { until, most: 5 } }
    for (const whose of [{ owners: [me.id] }, { owners: [me.id], except: me.id }]) {
      expect(await faultsOf((r) => listFalling(r, whose, reach))).toEqual([])
      const spans = [
        { from: now, until: soon },
        { from: soon, until },
      ]
      expect(await faultsOf((r) => listFallingIn(r, whose, spans, 50))).toEqual([])
    }
    expect(await faultsOf((r) => promises.listUpdates(r, [ids.promise]))).toEqual([])
    expect(await faultsOf((r) => promises.listUpdatesOfLines(r, [ids.promise]))).toEqual([])
    expect(await faultsOf((r) => listDoneByOthers(r, me.id, plus(now, { hours: -6 }), 50))).toEqual([])
    expect(await faultsOf((r) => listMistakes(r, true, null, 20))).toEqual([])
    expect(await faultsOf((r) => away.listAwayEvents(r, plus(now, { days: -30 }), null, 51))).toEqual([])
    const gone = ['80000000-0000-0000-0000-000000000001'] as never[]
    expect(await faultsOf((r) => away.listRemovedHandles(r, gone))).toEqual([])
    expect(await faultsOf((r) => away.listReleasedThings(r, gone))).toEqual([])
    expect(await faultsOf((r) => listToErase(r, plus(now, { days: -30 }), 200))).toEqual([])
    expect(await faultsOf((r) => promises.listLastUpdates(r, [ids.promise]))).toEqual([])
    expect(await faultsOf((r) => promises.listOpenTo(r, [ids.person], 5))).toEqual([])
    const stranger = ['80000000-0000-0000-0000-000000000001' as MemberId]
    const hers = { owners: stranger, state: 'open' } as const
    expect(await faultsOf((r) => promises.listPromises(r, hers, null, 51))).toEqual([])
    expect(await faultsOf((r) => promises.listSuccessors(r, [ids.promise]))).toEqual([])
  })

  it('promises to customers, to colleagues, to one of them, of a leaver, and those of a state', async () => {
    for (const madeTo of ['customers', 'colleagues'] as const)
      for (const state of ['open', 'settled'] as const) {
        const faults = await faultsOf((r) =>
          promises.listPromises(r, { owners: [me.id], state, madeTo }, deep, 51),
        )
        expect(faults, `${madeTo} ${state}`).toEqual([])
      }
    const toMe = { owners: null, state: 'open', toMemberId: me.id } as const
    expect(await faultsOf((r) => promises.listPromises(r, toMe, null, 51))).toEqual([])
    for (const state of ['due', 'at_risk', 'overdue', 'update_due'] as const) {
      const filter = { owners: null, state: 'open', is: { state, now } } as const
      expect(await faultsOf((r) => promises.listPromises(r, filter, null, 51)), state).toEqual([])
    }
    expect(await faultsOf((r) => promises.listOverdueTo(r, me.id, now, 50))).toEqual([])
    expect(await faultsOf((r) => leavers.listOpenOf(r, me.id, 200))).toEqual([])
  })

  it('who is told that something falls due, and what one was told', async () => {
    expect(await faultsOf((r) => alerts.listAlertsDue(r, house.workspaceId, now, 500))).toEqual([])
    expect(await faultsOf((r) => alerts.listAlerts(r, [ids.promise]))).toEqual([])
    for (const after of [null, deep])
      expect(await faultsOf((r) => notices.listNotices(r, me.id, after, 51))).toEqual([])
    expect(await faultsOf((r) => notices.listUnread(r, me.id, 100))).toEqual([])
    const told = { memberId: me.id, key: 'promise_due 777' }
    expect(await faultsOf((r) => notices.listKnown(r, [told]))).toEqual([])
    expect(await faultsOf((r) => notices.isUnread(r, me.id, { promiseId: ids.promise }))).toEqual([])
    expect(await faultsOf((r) => notices.isUnread(r, me.id, { upTo: deep }))).toEqual([])
    for (const way of ['mail', 'push'] as const)
      expect(await faultsOf((r) => listDue(r, way, now, 200)), way).toEqual([])
  })

  it('what somebody agreed to, what was decided about them, and what waits for its time', async () => {
    const since = plus(now, { days: -30 })
    expect(await faultsOf((r) => door.listConsents(r, ids.person))).toEqual([])
    expect(await faultsOf((r) => door.listDecisions(r, ids.person, since, 50))).toEqual([])
    for (const offers of [true, false])
      expect(await faultsOf((r) => door.listLetOut(r, ids.person, since, offers)), `${offers}`).toEqual([])
    expect(await faultsOf((r) => door.countDecisions(r, ids.person))).toEqual([])
    expect(await faultsOf((r) => door.findLastWordFrom(r, ids.person))).toEqual([])
    expect(await faultsOf((r) => held.listHeldDue(r, now, 50))).toEqual([])
    expect(await faultsOf((r) => held.listHeldOf(r, [ids.promise]))).toEqual([])
    expect(await faultsOf((r) => leaving.listLeaving(r, [ids.promise]))).toEqual([])
  })

  it('what mail from before turned out to promise', async () => {
    const mailboxId = (await house.idOf('mailbox', 1)) as MailboxId
    for (const after of [null, deep])
      for (const hidden of [[], ['<77@example.com>']])
        expect(await faultsOf((r) => lookBack.listOpen(r, { mailboxId, hidden }, after, 51))).toEqual([])
    expect(await faultsOf((r) => lookBack.listKnownMails(r, ['<77@example.com>']))).toEqual([])
  })

  it('the measures of a short time, which touch what fell into it', async () => {
    for (const madeTo of ['customers', 'colleagues'] as const)
      expect(
        await faultsOf((r) => reports.listCounted(r, plus(now, { hours: -6 }), now, madeTo)),
        madeTo,
      ).toEqual([])
    expect(await faultsOf((r) => reports.listCountedUpdates(r, [ids.promise]))).toEqual([])
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

  it('the search, whatever is looked for: what everybody said, what one said, nobody said, and with filters', async () => {
    const questions: [string[], Narrowed][] = [
      ...[['word'], ['n777'], ['n77'], ['nobodysaidthis'], ['word', 'n777'], ['offer', '777']].map(
        (words): [string[], Narrowed] => [words, {}],
      ),
      [['word'], { persons: [ids.person] }],
      [['word'], { owners: [me.id] }],
      [['word'], { owners: [], channel: 'email', state: 'closed', file: true }],
      [['word'], { state: 'snoozed' }],
      [['word'], { since: plus(deep.at, { days: -1 }), before: deep.at }],
      [[], { channel: 'email', state: 'closed' }],
      [[], { persons: [ids.person] }],
    ]
    for (const viewer of [me, clerk])
      for (const after of [null, deep])
        for (const [words, narrowed] of questions) {
          const what = `${words} ${JSON.stringify(narrowed)} ${viewer.role} ${after ? 'deep' : 'first'}`
          const asked = { words, narrowed, viewer, now }
          const work = (r: Reader) => searchConversations(r, house.workspaceId, asked, after, 26)
          expect(await house.faultsInside(work), what).toEqual([])
        }
    expect(await faultsOf((r) => listSimilar(r, [['~n777', '~n77'], ['~person']], 5))).toEqual([])
  })

  it('and the search leaves out just what the inbox leaves out', async () => {
    for (const viewer of [me, clerk, { id: ids.person as unknown as MemberId, role: 'manager' }]) {
      const listed = await house.read((r) =>
        views.listConversations(r, { view: 'all', viewer, now }, null, 300),
      )
      const asked = { words: [], narrowed: {}, viewer, now }
      const found = await house.read((r) => searchConversations(r, house.workspaceId, asked, null, 300))
      expect(found.map((f) => f.conversationId)).toEqual(listed.map((c) => c.id))
    }
  })

  it('the counter, who is expected, what sleeps until now, what is to be handed over, next contacts', async () => {
    expect(await faultsOf((r) => counter.listAtCounter(r, siteId))).toEqual([])
    expect(await faultsOf((r) => views.listWaitingFor(r, me, now, 200))).toEqual([])
    expect(await faultsOf((r) => counter.listExpected(r, deep.at, now))).toEqual([])
    expect(await faultsOf((r) => toCome.listDueToWake(r, now))).toEqual([])
    expect(await faultsOf((r) => today.listHandoversTo(r, me.id))).toEqual([])
    expect(await faultsOf((r) => today.listLeftBehind(r, [me.id], 50))).toEqual([])
    expect(await faultsOf((r) => today.listOpenNeeds(r, me.id, now, now, 50))).toEqual([])
    expect(await faultsOf((r) => today.listToAsk(r, me.id, plus(now, { days: -3 }), now))).toEqual([])
    expect(await faultsOf((r) => listShownPersons(r, [ids.person]))).toEqual([])
    expect(await faultsOf((r) => today.listSnoozed(r, me.id, now, plus(now, { days: 7 })))).toEqual([])
    expect(await faultsOf((r) => promises.listOverdueTo(r, me.id, now, 200))).toEqual([])
    expect(await faultsOf((r) => today.listNotTold(r, me.id, plus(now, { days: -7 }), now))).toEqual([])
    expect(await faultsOf((r) => counter.listLastTimes(r, [ids.person], [ids.conversation]))).toEqual([])
    expect(
      await faultsOf((r) => contact.listLatestWritten(r, ids.person, [ids.conversation], ['email'], 50)),
    ).toEqual([])
    expect(await faultsOf((r) => contact.findMark(r, ids.person))).toEqual([])
    expect(await faultsOf((r) => contact.listNextContactsBy(r, me.id, now))).toEqual([])
  })
})
