import { plus } from '../../domain/shared/time.ts'
import { findBreakUntil } from '../accounts/store-breaks.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { findPromises } from './store.ts'
import { type Done, listDoneByOthers } from './store-meanwhile.ts'
import { readablePromises, showPromises } from './views.ts'

/** How much is told to somebody who comes back. */
const MOST = 50
/** How long it can be read again (minutes): the reply that told it may have been lost on the way. */
const AGAIN = 10

const DID = {
  'promise.updated': 'told',
  'promise.moved': 'moved',
  'promise.kept': 'kept',
  'promise.broken': 'broken',
  'promise.released': 'released',
  'promise.reassigned': 'took_over',
} as const

/** What others did with the promises of the one who asks since the break began that ended some minutes ago; nothing for who came back from none. */
export async function showMeanwhile(db: Reader, { member, now, language }: Asked) {
  const since = await findBreakUntil(db, member.id, plus(now, { minutes: -AGAIN }))
  if (since === null) return []
  const done = await listDoneByOthers(db, member.id, since, MOST)
  const found = await findPromises(
    db,
    done.map((d) => d.promiseId),
  )
  // Somebody else's by now: of a sensitive conversation it may be read no more.
  const readable = await readablePromises(db, found, member)
  const shown = new Map((await showPromises(db, readable, now, language.words)).map((p) => [p.id, p]))
  const members = await memberNames(db)
  return done.flatMap((d) => {
    const promise = shown.get(d.promiseId)
    if (!promise) return []
    const { id: promiseId, text, to } = promise
    return [{ promiseId, text, to: to.name, did: didOf(d), by: members(d.by), at: d.at }]
  })
}

function didOf({ kind, goesOn }: Done) {
  return goesOn ? 'moved' : DID[kind as keyof typeof DID]
}
