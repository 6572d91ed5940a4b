import * as contract from '../../contract/mistakes.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, readablePage, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-mistakes.ts'
import * as store from './store-mistakes.ts'

/** Mistakes: noted, put right, listed (S3-23). */
export const mistakeRoutes: Route[] = [
  route(contract.listMistakes, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listMistakes(db, query.state === 'open', after, most),
        (mistake) => mistake.foundAt,
        (some) => readable(db, some, a.member),
      )
      const { items, next } = pageOf(rows, limit, ({ mistake: m }) => writeKey(m.foundAt, m.id))
      return { items: items.map(show), next }
    })
  }),
  route(contract.noteMistake, async (a, { body }) => shown(a, await actions.noteMistake(a, body))),
  route(contract.mendMistake, async (a, { params: { mistakeId }, body }) => {
    await actions.mendMistake(a, mistakeId, body)
    return await shown(a, mistakeId)
  }),
]

type Readable = { mistake: store.StoredMistake; talk: { id: string; subject: string } | null }

/** Of mistakes, those somebody may read, with the conversation each was noted in. */
async function readable(
  db: Reader,
  rows: readonly store.StoredMistake[],
  viewer: Viewer,
): Promise<Readable[]> {
  const talks = await listReadable(
    db,
    rows.map((m) => m.conversationId),
    viewer,
  )
  return rows.flatMap((mistake) => {
    const talk = mistake.conversationId ? talks.get(mistake.conversationId) : null
    return talk === undefined ? [] : [{ mistake, talk }]
  })
}

function show({ mistake, talk }: Readable) {
  const { id, foundBy, what, cause, fix, mendedAt, foundAt, siteId, promiseId, version } = mistake
  return {
    ...{ id, foundBy, what, cause, fix, mendedAt, foundAt, siteId, promiseId, version },
    conversation: talk ? { id: talk.id as never, subject: talk.subject } : null,
  }
}

async function shown(asked: Asked, id: store.StoredMistake['id']) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const mistake = await store.findMistake(db, id)
    const [found] = mistake ? await readable(db, [mistake], asked.member) : []
    if (!found) throw new Refused(refuse('not_found'))
    return show(found)
  })
}
