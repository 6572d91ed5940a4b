import { searchKeys } from '../../domain/people/search-keys.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import { type Change, flush, type Write } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { changeKeys, listHandlesNotedWith, listThings } from '../people/store.ts'
import { findGroups } from '../people/store-merge.ts'
import type { Job } from './jobs-saver.ts'
import type { ImportId } from './store.ts'
import * as made from './store-made.ts'

/** How many entries of the ledger are taken back together. */
const BATCH = 300

/**
 * Takes back what an import made, the latest first: what nobody touched since goes, what somebody did stays and says so. Goes on
 * from where it came to.
 */
export async function takeBack({ saver, signal }: Job): Promise<void> {
  if (saver.row.position.undo === undefined)
    await saver.save(
      { position: { ...saver.row.position, undo: saver.row.ledger } },
      { writes: [made.deleteKeys(saver.row.id)], events: [] },
    )
  for (;;) {
    signal.throwIfAborted()
    const { id, position } = saver.row
    const { db, workspaceId } = saver.act
    const entries = await db.read(workspaceId, (reader) =>
      made.listMadeDown(reader, id, position.undo ?? 0, BATCH),
    )
    if (entries.length === 0) break
    const next = { ...position, undo: entries.at(-1)!.nth - 1 }
    try {
      await saver.patiently(async () => {
        const change = await db.read(workspaceId, (reader) => planBack(reader, id, entries, workspaceId))
        await saver.write({ position: next, attempts: 0 }, change)
      })
    } catch (e) {
      if (!(e instanceof Refused)) throw e
      // Something hangs on one of them that the rule does not know: each by itself, and that one stays.
      for (const one of entries) await oneBack(saver, one)
      await saver.save({ position: next })
    }
  }
  await saver.save({ state: 'undone', claimedUntil: null, finishedAt: saver.act.now })
}

async function oneBack(saver: Job['saver'], entry: made.Entry): Promise<void> {
  const { db, workspaceId } = saver.act
  const { id } = saver.row
  const change = await db.read(workspaceId, (reader) => planBack(reader, id, [entry], workspaceId))
  try {
    await flush(saver.act, change)
  } catch (e) {
    if (!(e instanceof Refused)) throw e
    await flush(saver.act, {
      writes: made.settleMade(id, [], [{ nth: entry.nth, why: 'in_use' }]),
      events: [],
    })
  }
}

type Kind = made.Made['kind']

async function planBack(
  db: Reader,
  id: ImportId,
  entries: readonly made.Entry[],
  workspaceId: Job['saver']['act']['workspaceId'],
): Promise<Change> {
  const of = (kind: Kind) => entries.filter((e) => e.kind === kind)
  const ids = (all: readonly made.Entry[]) => all.map((e) => e.id)
  const stays = new Map<number, string>()
  const keep = (
    all: readonly made.Entry[],
    held: ReadonlySet<string>,
    why: string,
    by = (e: made.Entry) => e.id,
  ) => {
    for (const e of all) if (held.has(by(e))) stays.set(e.nth, why)
  }
  const talks = [...new Set([...of('message').map((e) => e.about!), ...ids(of('conversation'))])]
  const own = await made.madeByImports(db, 'conversation', talks, id)
  const touched = await made.touchedTalks(db, id, [...own])
  keep(of('message'), touched, 'touched', (e) => e.about!)
  keep(of('conversation'), touched, 'touched')
  const going = (kind: Kind) => of(kind).filter((e) => !stays.has(e.nth))
  const gone = { messages: ids(going('message')), talks: ids(going('conversation')) }
  keep(of('person'), await made.touchedPersons(db, id, ids(of('person')), gone), 'touched')
  keep(of('thing'), await made.touchedThings(db, ids(of('thing'))), 'touched')
  const trust = await made.findTrust(db, ids(of('handle')))
  for (const e of of('handle')) {
    const now = trust.get(e.id)
    if (now !== undefined && now !== e.data?.trust) stays.set(e.nth, 'touched')
  }
  const persons = ids(going('person'))
  const memberships = (kind: Kind) => going(kind).map((e) => ({ group: e.id, person: e.about! }))
  const groups = [...of('household'), ...of('organisation')]
  const pairs = [...memberships('in_household'), ...memberships('in_organisation')]
  for (const kind of ['household', 'organisation'] as const)
    keep(of(kind), await made.touchedGroups(db, kind, ids(of(kind))), 'touched')
  keep(groups, await made.groupsInUse(db, ids(groups), { persons, pairs }), 'in_use')
  const writes: Write[] = [
    ...made.deleteMessages(ids(going('message'))),
    ...made.deleteById('conversations', ids(going('conversation'))),
    ...chained(going('talk'), (e) => e.id).map((e) => made.restoreTalk(e.id, e.data as never)),
    ...made.deletePersons(persons, await made.thingsOnlyOf(db, persons)),
    ...made.deleteById('handles', ids(going('handle'))),
    ...made.deleteThings(ids(going('thing'))),
    ...made.leaveGroups('household', memberships('in_household')),
    ...made.leaveGroups('organisation', memberships('in_organisation')),
    ...fieldsBack(going('field')),
    ...made.deleteById('households', ids(going('household'))),
    ...made.deleteById('organisations', ids(going('organisation'))),
    ...(await keysBack(
      db,
      workspaceId,
      entries.filter((e) => !stays.has(e.nth)),
    )),
    ...made.settleMade(
      id,
      entries.filter((e) => !stays.has(e.nth)).map((e) => e.nth),
      [...stays].map(([nth, why]) => ({ nth, why })),
    ),
  ]
  return { writes, events: [] }
}

// One row is written once in a flush: of several changes the last `is` and the first `was` count.
function chained(entries: readonly made.Entry[], by: (e: made.Entry) => string): made.Entry[] {
  const whole = new Map<string, made.Entry>()
  for (const e of entries) {
    const later = whole.get(by(e))
    whole.set(by(e), later ? { ...later, data: { ...later.data, was: e.data?.was } } : e)
  }
  return [...whole.values()]
}

function fieldsBack(entries: readonly made.Entry[]): Write[] {
  const whole = chained(entries, (e) => `${e.id} ${e.data?.field}`)
  return [...Map.groupBy(whole, (e) => e.id)].flatMap(([id, all]) =>
    made.restoreFields(
      id,
      all.map((e) => e.data as made.FilledField),
    ),
  )
}

// Who was known before is found by what they had then.
async function keysBack(
  db: Reader,
  workspaceId: Job['saver']['act']['workspaceId'],
  going: readonly made.Entry[],
): Promise<Write[]> {
  const losing = going.filter(
    (e) => ['handle', 'thing', 'field'].includes(e.kind) && e.data?.field !== 'lastSeenAt',
  )
  const ids = [...new Set(losing.map((e) => e.about as PersonId))]
  const gone = new Set(losing.map((e) => e.id as string))
  const handles = await listHandlesNotedWith(db, ids)
  const things = (await listThings(db, ids)).filter((t) => t.notedWith === t.personId)
  return [...(await findGroups(db, ids))].flatMap(([id, records]) => {
    const p = records.find((r) => r.id === id)!
    const named = losing.find((e) => e.kind === 'field' && e.id === p.id && e.data?.field === 'name')
    const left = {
      name: named && named.data?.is === p.name ? '' : p.name,
      handles: handles.filter((h) => h.personId === p.id && !gone.has(h.id)),
      things: things.filter((t) => t.personId === p.id && !gone.has(t.id)),
    }
    return changeKeys(workspaceId, p.id, searchKeys(left))
  })
}
