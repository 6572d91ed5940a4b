import * as contract from '../../contract/saved-replies.ts'
import { mayNotChangeReply } from '../../domain/conversations/saved-replies.ts'
import { searchWords } from '../../domain/people/search-keys.ts'
import type { SavedReplyId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-saved-replies.ts'
import * as store from './store-saved-replies.ts'

export const savedReplyRoutes: Route[] = [
  route(contract.listSavedReplies, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 2)
    const deleted = query.deleted === 'yes'
    const asked = {
      me: a.member.id,
      words: searchWords(query.q ?? '').slice(0, 16),
      deleted,
      order: query.order,
    }
    return await a.db.read(a.workspaceId, async (db) => {
      const after = key && { key: key[0] as string, id: key[1] as string }
      const rows = await store.listReplies(db, asked, after, limit + 1)
      const keyOf = (r: store.StoredReply) => writeKey(deleted ? r.deletedAt : r.nameKey, r.id)
      const { items, next } = pageOf(rows, limit, keyOf)
      return { items: await shown(a, db, items), next: query.order === 'used' && !deleted ? null : next }
    })
  }),
  route(contract.addSavedReply, async (a, { body }) => one(a, await actions.addReply(a, body))),
  route(contract.changeSavedReply, async (a, { params, body }) => {
    await actions.changeReply(a, params.replyId, body)
    return await one(a, params.replyId)
  }),
  route(contract.deleteSavedReply, (a, { params }) => actions.putReplyAway(a, params.replyId, true)),
  route(contract.restoreSavedReply, async (a, { params }) => {
    await actions.putReplyAway(a, params.replyId, false)
    return await one(a, params.replyId)
  }),
  route(contract.useSavedReply, (a, { params }) => actions.useReply(a, params.replyId)),
]

async function one(a: Asked, id: SavedReplyId) {
  return await a.db.read(a.workspaceId, async (db) => {
    const reply = await store.findReply(db, id)
    if (!reply) throw new Refused(refuse('not_found'))
    return (await shown(a, db, [reply]))[0]!
  })
}

async function shown(a: Asked, db: Reader, rows: readonly store.StoredReply[]) {
  const files = await store.listFiles(
    db,
    rows.map((r) => r.id),
  )
  return rows.map(({ id, name, texts, ownerId, used, deletedAt, version }) => ({
    ...{ id, name, texts, used, version, deleted: deletedAt !== null },
    of: ownerId ? ('me' as const) : ('all' as const),
    mayChange: a.member.role !== 'read_only' && mayNotChangeReply(ownerId, a.member, a.now) === null,
    files: files
      .filter((file) => file.replyId === id)
      .map(({ id: fileId, name: called, type, size }) => ({ id: fileId, name: called, type, size })),
  }))
}
