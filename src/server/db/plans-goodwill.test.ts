import type { Id, MemberId, PersonId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import { instant, plus } from '../../domain/shared/time.ts'
import { loosenKeys } from '../backup/tables.ts'
import * as gestures from '../goodwill/store.ts'
import * as asks from '../goodwill/store-asks.ts'
import * as friction from '../goodwill/store-friction.ts'
import * as learning from '../goodwill/store-learning.ts'
import * as recovery from '../goodwill/store-recovery.ts'
import { type Database, openDatabase } from './database.ts'
import { type Clone, insertWorkspace, ownClone } from './testing/clone.ts'
import { type PlanFaults, planFaults } from './testing/plan-faults.ts'
import { insertRow } from './testing/rows.ts'

/** So many were given in some years, and there were as many limits, causes and asks. */
const MANY = 20_000
const now = instant('2026-11-23T09:12:00Z')
const deep = { at: instant('2026-10-20T09:00:00Z'), id: '80000000-0000-0000-0000-000000000000' }

let clone: Clone
let db: Database
let faultsOf: PlanFaults['faultsOf']
let me: MemberId
let siteId: SiteId
const idOf = (kind: string, n: string) => `md5('${kind}' || (${n})::text)::uuid`
const ids = {} as {
  person: PersonId
  cause: Id<'cause'>
  gesture: Id<'gesture'>
  member: MemberId
  rule: Id<'house_rule'>
}

beforeAll(async () => {
  clone = await ownClone('plans_goodwill')
  const { owner } = clone
  const made = await insertWorkspace(owner)
  me = made.memberId as MemberId
  siteId = made.siteId as SiteId
  const site_id = `'${siteId}'::uuid`
  const my = `'${me}'::uuid`
  const at = "'2026-11-23T09:00Z'::timestamptz - n * interval '70 minutes'"
  const person_id = idOf('person', 'n % 4000')
  // A colleague who served through all of it, and others who were there for a week.
  const some = idOf('member', 'n % 1000')
  const ruled = idOf('rule', 'n % 300')
  const tables: Record<string, [kind: string, given: Record<string, string>, count?: number]> = {
    authority_limits: [
      'limit',
      {
        ...{ role: `'member'`, currency: `'EUR'`, per_case: '1', period: `'month'`, granted_by: my },
        ...{ valid_from: at, ended_at: `case when n > 20 then ${at} end` },
        ended_by: `case when n > 20 then ${my} end`,
      },
    ],
    causes: [
      'cause',
      {
        name: `'Cause ' || n`,
        opened_at: `case when n % 2 = 0 then ${at} end`,
        mended_at: `case when n % 2 = 0 and n > 100 then ${at} end`,
        fix: `case when n % 2 = 0 and n > 100 then 'x' end`,
      },
    ],
    gestures: [
      'gesture',
      {
        ...{ person_id, site_id, kind: `'refund'`, minor: '1000', currency: `'EUR'`, evidence: `'none'` },
        ...{ cause_id: idOf('cause', 'n % 400'), made_by: my, made_at: at, given_at: at, limit_of: my },
        given_by: `case when n % 2 = 0 then 'granted' else 'own' end`,
        looked_at: `case when n % 2 = 0 and n > 300 then ${at} end`,
        ...{ lesson: `case when n % 3 = 0 then 'x' end`, lesson_by: `case when n % 3 = 0 then ${my} end` },
        lesson_at: `case when n % 3 = 0 then ${at} end`,
      },
    ],
    gesture_looks: [
      'look',
      { gesture_id: idOf('gesture', '2 * n'), by: my, at, need_met: `'yes'` },
      MANY / 2,
    ],
    authority_asks: [
      'ask',
      {
        ...{ gesture_id: idOf('gesture', 'n'), asked_by: some, asked_at: at, answer_by: at, holder_id: my },
        ...{
          asked: `array[${my}, ${idOf('member', 'n % 999')}]`,
          settled_at: `case when n > 20 then ${at} end`,
        },
        ...{ outcome: `case when n > 20 then 'granted' end`, settled_by: `case when n > 20 then ${my} end` },
      },
    ],
    authority_asked: ['asked', { ask_id: idOf('ask', 'n'), member_id: my, asked_at: at }],
    house_rules: ['rule', { name: `'Rule ' || n`, owner_id: idOf('member', 'n % 50'), created_at: at }, 300],
    frictions: [
      'friction',
      {
        ...{ rule_id: ruled, person_id, site_id, by: some, at, words: `'x'` },
        ...{ answer: `case when n > 60 then 'kept' end`, answer_words: `case when n > 60 then 'x' end` },
        ...{ answered_by: `case when n > 60 then ${my} end`, answered_at: `case when n > 60 then ${at} end` },
      },
    ],
    promises: [
      'promise',
      {
        ...{ to_person_id: person_id, text: `'x'`, due: at, made_by: some, owner_id: some, made_at: at },
        kept_at: `case when n > 60 then ${at} end`,
      },
    ],
    recovery_cases: [
      'case',
      {
        ...{ person_id, site_id, opened_at: at, opened_by: some, steps: `'{}'::jsonb` },
        check_back_id: `case when n > 30 then ${idOf('promise', 'n')} end`,
        closed_at: `case when n > 90 then ${at} end`,
      },
    ],
  }
  await loosenKeys(owner)
  for (const [table, [kind, given, count]] of Object.entries(tables)) {
    const row = { workspace_id: `'${made.workspaceId}'::uuid`, id: idOf(kind, 'n'), ...given }
    await insertRow(owner, `public.${table}`, row, `from generate_series(1, ${count ?? MANY}) n`)
  }
  await owner.query('analyze')
  for (const kind of ['person', 'cause', 'gesture', 'member', 'rule'] as const) {
    const { rows } = await owner.query<{ id: string }>(`select ${idOf(kind, '200')} as id`)
    ids[kind] = rows[0]!.id as never
  }
  db = openDatabase(clone.appUrl, 1)
  ;({ faultsOf } = planFaults(db, clone.appUrl, made.workspaceId as WorkspaceId))
})
afterAll(async () => {
  await db?.close()
  await clone?.drop()
})

describe('no list of goodwill looks through all that was ever given', () => {
  it('limits, those that hold and all there were', async () => {
    for (const after of [null, deep])
      for (const active of [now, null])
        expect(await faultsOf((r) => gestures.listLimits(r, active, after, 51)), `${active}`).toEqual([])
    expect(await faultsOf((r) => gestures.listStanding(r, now))).toEqual([])
  })

  it('what a person was given, and what counts against a limit', async () => {
    const counting = { memberId: me, personIds: [ids.person], since: plus(now, { days: -30 }) }
    for (const after of [null, deep])
      expect(await faultsOf((r) => gestures.listGestures(r, [ids.person], after, 21))).toEqual([])
    expect(
      await faultsOf((r) =>
        gestures.sumSpent(
          r,
          { kind: null, currency: 'EUR' },
          { ...counting, conversationIds: [], dayAgo: plus(now, { days: -1 }) },
        ),
      ),
    ).toEqual([])
  })

  it('what waits to be looked at, what was learnt, causes, and what was given for one', async () => {
    for (const after of [null, deep]) {
      expect(await faultsOf((r) => learning.listToLookAt(r, after, 21))).toEqual([])
      expect(await faultsOf((r) => learning.listLearnt(r, after, 21))).toEqual([])
    }
    expect(await faultsOf((r) => learning.listToLookAt(r, null, 2, ids.gesture))).toEqual([])
    expect(await faultsOf((r) => learning.listLooks(r, [ids.gesture]))).toEqual([])
    for (const after of [null, { name: 'cause 3' }])
      for (const open of [true, false])
        expect(await faultsOf((r) => learning.listCauses(r, open, after, 51)), `${open}`).toEqual([])
    expect(await faultsOf((r) => learning.listGivenFor(r, ids.cause, now))).toEqual([])
    expect(await faultsOf((r) => gestures.findCauseByName(r, 'CAUSE 12000'))).toEqual([])
  })

  it('what was given in a month, which touches what was given in it', async () => {
    const from = plus(now, { days: -30 })
    expect(await faultsOf((r) => learning.countGiven(r, from, now, undefined))).toEqual([])
    expect(await faultsOf((r) => learning.countGiven(r, from, now, siteId))).toEqual([])
  })

  it('who waits too long for a yes', async () => {
    expect(await faultsOf((r) => asks.listDue(r, now, 100))).toEqual([])
  })

  it('who asked and who was asked for a yes, also of somebody who was seldom asked', async () => {
    for (const after of [null, deep])
      for (const who of [me, ids.member])
        for (const of of ['mine', 'to_me', 'all'] as const)
          for (const state of ['open', 'settled', 'all'] as const)
            expect(
              await faultsOf((r) => asks.listAsks(r, who, { of, state }, after, 21)),
              `${of} ${state} ${who === me}`,
            ).toEqual([])
  })

  it('what is put right: of one person, of one of us, by what comes next', async () => {
    for (const after of [null, deep])
      for (const personIds of [null, [ids.person]])
        for (const [memberId, open, next] of [
          ...([true, false] as const).map((open) => [null, open, null] as const),
          ...(['date', 'look', 'close'] as const).flatMap((next) => [
            [null, true, next] as const,
            [ids.member, true, next] as const,
          ]),
          [ids.member, true, null] as const,
          // One's own that ended are never looked for among those of everybody.
          ...(personIds ? [[ids.member, false, null] as const] : []),
        ])
          expect(
            await faultsOf((r) => recovery.listCases(r, { open, personIds, memberId, next }, after, 21)),
            `${memberId !== null} ${personIds !== null} ${open} ${next}`,
          ).toEqual([])
  })

  it('what kept us from helping: to answer, noted by one, by one rule', async () => {
    for (const after of [null, deep])
      for (const open of [true, false])
        for (const filter of [
          { ownerId: null, by: null, ruleId: null },
          { ownerId: ids.member, by: null, ruleId: null },
          { ownerId: null, by: ids.member, ruleId: null },
          { ownerId: null, by: null, ruleId: ids.rule },
        ])
          expect(
            await faultsOf((r) => friction.listFrictions(r, { open, ...filter }, after, 21)),
            `${open} ${JSON.stringify(filter)}`,
          ).toEqual([])
  })
})
