import { isUpdateOverdue, LEAD_MINUTES, promiseStatus } from '../../domain/promises/overdue.ts'
import { wordsNow } from '../../domain/promises/said-of.ts'
import type { MemberId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { sayKept } from '../../words/kept.ts'
import type { Words } from '../../words/words.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as people from '../people/store.ts'
import { listWithPage } from '../people/store-page-links.ts'
import { namesOf } from '../people/views.ts'
import * as store from './store.ts'
import { listStoodFor } from './store-leavers.ts'
import { listNewDatesTold } from './store-told.ts'

/** Promises as screens show them, their state worked out at `now`. A sensitive conversation's subject is not told here. `words`: of the colleague who reads; null where none does. */
export async function showPromises(
  db: Reader,
  rows: readonly store.StoredPromise[],
  now: Instant,
  words: Words | null,
) {
  const ids = rows.map((p) => p.id)
  const persons = rows.map((p) => p.toPersonId)
  const names = await namesOf(db, persons)
  const members = await memberNames(db)
  const member = (id: MemberId) => members(id)!
  const updates = await store.listUpdatesOfLines(db, ids)
  const stoodFor = await listStoodFor(
    db,
    rows.flatMap((p) => (p.toMemberId ? p.id : [])),
  )
  const successors = await store.listSuccessors(db, ids)
  const newDates = await listNewDatesTold(
    db,
    rows.flatMap((p) => (p.movedAt ? p.id : [])),
  )
  const before = await store.listDues(
    db,
    rows.flatMap((p) => p.successorOf ?? []),
  )
  const subjects = await store.listSubjects(
    db,
    rows.flatMap((p) => p.conversationId ?? []),
  )
  const handles = await people.listHandles(
    db,
    persons.filter((p): p is PersonId => p !== null),
  )
  const withPage = await listWithPage(
    db,
    persons.filter((p): p is PersonId => p !== null),
  )
  return rows.map((p) => {
    const talk = subjects.find((s) => s.id === p.conversationId)
    const text = wordsNow(p, member(p.ownerId).name)
    const after = successors.find((s) => s.successorOf === p.id)
    const {
      id,
      saidAs,
      originalDue,
      due,
      updateEveryMinutes,
      nextUpdateDue,
      madeAt,
      keptAt,
      brokenAt,
      brokenWhy,
    } = p
    const { releasedAt, movedAt, successorOf, version } = p
    return {
      ...{
        id,
        text,
        saidAs,
        originalDue,
        due,
        updateEveryMinutes,
        nextUpdateDue,
        madeAt,
        keptAt,
        brokenAt,
        brokenWhy,
      },
      ...{
        releasedAt,
        releasedWords: words ? sayKept(words, p.releasedWords) : p.releasedWords,
        movedAt,
        successorOf,
        version,
      },
      to: p.toPersonId
        ? {
            ...{ kind: 'person' as const, id: p.toPersonId as string, name: names.get(p.toPersonId) ?? '' },
            hasPage: withPage.has(p.toPersonId),
          }
        : { kind: 'member' as const, ...member(p.toMemberId!), hasPage: false },
      standsFor: members(stoodFor.find((s) => s.promiseId === id)?.leaver ?? null) ?? null,
      owner: member(p.ownerId),
      madeBy: member(p.madeBy),
      conversation: talk ? { id: talk.id, subject: talk.sensitive ? '' : talk.subject } : null,
      state: promiseStatus(
        p,
        now,
        LEAD_MINUTES,
        newDates.find((d) => d.id === p.id),
      ),
      isUpdateDue: isUpdateOverdue(p, now),
      succeededBy: after?.id ?? null,
      before: before.find((b) => b.id === successorOf) ?? null,
      after: after
        ? {
            ...{ id: after.id, due: after.due, at: after.madeAt, by: member(after.madeBy) },
            why: after.reason ?? brokenWhy ?? '',
          }
        : null,
      telephone: handles.find((h) => h.personId === p.toPersonId && h.kind === 'phone')?.shown ?? null,
      updates: updates.filter((u) => u.promiseId === id).map((u) => ({ ...u, saidBy: member(u.saidBy) })),
    }
  })
}

type Owed = Pick<store.StoredPromise, 'conversationId' | 'ownerId' | 'toMemberId'>

/** Of promises, those somebody may read: their own, those made to them, and those of conversations they may read. */
export async function readablePromises<T extends Owed>(
  db: Reader,
  rows: readonly T[],
  viewer: Viewer,
): Promise<T[]> {
  const talks = await listReadable(
    db,
    rows.map((p) => p.conversationId),
    viewer,
  )
  return rows.filter(
    (p) =>
      [p.ownerId, p.toMemberId].includes(viewer.id as MemberId) ||
      !p.conversationId ||
      talks.has(p.conversationId),
  )
}

/** One promise as screens show it. @throws Refused `not_found`, also for what may not be read. */
export async function showPromise(asked: Asked, id: PromiseId) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const promise = await store.findPromise(db, id)
    if (!promise || (await readablePromises(db, [promise], asked.member)).length === 0)
      throw new Refused(refuse('not_found'))
    return (await showPromises(db, [promise], asked.now, asked.language.words))[0]!
  })
}
