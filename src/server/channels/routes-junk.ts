import * as believed from '../../contract/believed.ts'
import * as contract from '../../contract/junk.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { markJunk, notJunk } from '../conversations/actions-junk.ts'
import { junkDays, listJunked } from '../conversations/store-junk.ts'
import { memberNames, showConversation, showLines } from '../conversations/views.ts'
import { showJunk as junkOf } from '../conversations/views-junk.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { changeBelieved, showBelieved } from './actions-believed.ts'
import { addBlock, fetchBack, keepJunkFor, removeBlock, restoreBlock } from './actions-junk.ts'
import * as store from './store-junk.ts'
import { listInbound } from './store-mail-in.ts'

const STILL_JUNK = { state: 'junk', by: 'settledAt', erased: false } as const

export const junkRoutes: Route[] = [
  route(contract.listJunk, (a, { query }) => showJunk(a, query)),
  route(contract.listJunked, (a, { query }) => showJunked(a, query)),
  route(contract.markJunk, async (a, { params, body }) => {
    await markJunk(a, params.conversationId, body.anyway)
    return await showConversation(a, params.conversationId)
  }),
  route(contract.notJunk, async (a, { params }) => {
    await notJunk(a, params.conversationId)
    return await showConversation(a, params.conversationId)
  }),
  route(contract.fetchBackJunk, async (a, { params }) => {
    const { row } = await fetchBack(a, params.inboundId)
    const { conversationId, state, sender } = row
    const block = sender ? await a.db.read(a.workspaceId, (db) => store.findBlockOf(db, [sender])) : null
    return { conversationId, state, block }
  }),
  route(contract.keepJunkFor, (a, { body }) => keepJunkFor(a, body.days)),
  route(believed.readBelieved, (a, { params }) => showBelieved(a, params.mailboxId)),
  route(believed.changeBelieved, async (a, { params, body }) => {
    await changeBelieved(a, params.mailboxId, body.servers)
    return await showBelieved(a, params.mailboxId)
  }),
  route(contract.listBlocks, (a, { query }) => showBlocks(a, query)),
  route(contract.addBlock, async (a, { body }) => {
    const { id, wasThere } = await addBlock(a, body)
    return await a.db.read(a.workspaceId, async (db) => {
      const members = await memberNames(db)
      return { ...shownBlock((await store.findOneBlock(db, { id }))!, members), wasThere }
    })
  }),
  route(contract.removeBlock, (a, { params }) => removeBlock(a, params.blockId)),
  route(contract.restoreBlock, (a, { params }) => restoreBlock(a, params.blockId)),
]

type Paging = { after?: string | undefined; limit?: number | undefined }

function keyOf({ after }: Paging) {
  const key = readKey(after, 2)
  return key ? { at: key[0] as Instant, id: key[1] as string } : null
}

async function showJunk(a: Asked, query: Paging) {
  const { limit = 50 } = query
  return await a.db.read(a.workspaceId, async (db) => {
    const days = await junkDays(db)
    const rows = await listInbound(db, STILL_JUNK, keyOf(query), limit + 1)
    const { items, next } = pageOf(rows, limit, (r) => writeKey(r.settledAt, r.id))
    return {
      ...{ days, next },
      items: items.map((r) => ({
        ...{ id: r.id, receivedAt: r.receivedAt, sender: r.sender, subject: r.subject, size: r.size },
        mailbox: { id: r.mailboxId as string, address: r.address },
        why: { code: r.reason ?? 'junk_filter', values: { ...r.receipt?.whyHere?.values } },
        erasedAt: plus(r.settledAt!, { days }),
      })),
    }
  })
}

async function showJunked(a: Asked, query: Paging) {
  const { limit = 50 } = query
  return await a.db.read(a.workspaceId, async (db) => {
    const rows = await listJunked(db, a.member, keyOf(query), limit + 1)
    const { items, next } = pageOf(rows, limit, (c) => writeKey(c.junkedAt!, c.id))
    const members = await memberNames(db)
    const lines = await showLines(db, items, a.now)
    const shown = items.map(async (c, n) => ({ ...lines[n]!, junk: (await junkOf(db, c, members))! }))
    return { items: await Promise.all(shown), next }
  })
}

async function showBlocks(
  a: Asked,
  { of, ...query }: Paging & { q?: string | undefined; of?: string | undefined },
) {
  const { limit = 50 } = query
  return await a.db.read(a.workspaceId, async (db) => {
    if (of !== undefined) {
      const block = await store.findBlockOf(db, [of])
      const found = block && (await store.findOneBlock(db, { id: block.id }))
      return { items: found ? [shownBlock(found, await memberNames(db))] : [], next: null }
    }
    const rows = await store.listBlocks(db, query.q?.trim() ?? '', keyOf(query), limit + 1)
    const { items, next } = pageOf(rows, limit, (r) => writeKey(r.madeAt, r.id))
    const members = await memberNames(db)
    return { items: items.map((b) => shownBlock(b, members)), next }
  })
}

function shownBlock(b: store.StoredBlock, members: Awaited<ReturnType<typeof memberNames>>) {
  const { id, kind, value, reason, madeBy, madeAt, caught, lastCaughtAt } = b
  return { ...{ id, kind, value, reason, caught, lastCaughtAt }, by: members(madeBy) ?? null, at: madeAt }
}
