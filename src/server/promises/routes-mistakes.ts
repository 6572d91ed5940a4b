import * as contract from '../../contract/mistakes.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-mistakes.ts'
import * as store from './store-mistakes.ts'

type Key = { at: Instant; id: string } | null

/** Mistakes: noted, put right, listed (S3-23). */
export const mistakeRoutes: Route[] = [
  route(contract.listMistakes, async (a, { query }) => {
    const limit = query.limit ?? 20
    const key = readKey(query.after, 2)
    return await a.db.read(a.workspaceId, async (db) => {
      const from = key ? { at: key[0] as Instant, id: key[1] as string } : null
      const rows = await readablePage(db, a.member, query.state === 'open', from, limit + 1)
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
async function readable(db: Reader, rows: store.StoredMistake[], viewer: Viewer): Promise<Readable[]> {
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

/** Reads on until a page is full of what may be read: no page is short, and no key names anything else. */
async function readablePage(
  db: Reader,
  viewer: Viewer,
  open: boolean,
  from: Key,
  most: number,
): Promise<Readable[]> {
  const page: Readable[] = []
  for (let after = from; ; ) {
    const rows = await store.listMistakes(db, open, after, most)
    page.push(...(await readable(db, rows, viewer)))
    const last = rows.at(-1)
    if (page.length >= most || rows.length < most || !last) return page.slice(0, most)
    after = { at: last.foundAt, id: last.id }
  }
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
