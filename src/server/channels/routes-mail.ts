import * as inboundContract from '../../contract/inbound.ts'
import * as mailboxesContract from '../../contract/mailboxes.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { sayKept } from '../../words/kept.ts'
import { flush } from '../db/flush.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { fileAgain } from './mail-in.ts'
import * as mailboxes from './mailboxes.ts'
import * as store from './store-mail-in.ts'
import { findMailbox } from './store-mailboxes.ts'

export const mailRoutes: Route[] = [
  route(mailboxesContract.listMailboxes, async (a) => ({ items: await mailboxes.showMailboxes(a) })),
  route(mailboxesContract.addMailbox, async (a, { body }) =>
    mailboxes.showMailbox(a, await mailboxes.addMailbox(a, body)),
  ),
  route(mailboxesContract.changeMailbox, async (a, { params, body }) => {
    await mailboxes.changeMailbox(a, params.mailboxId, body)
    return await mailboxes.showMailbox(a, params.mailboxId)
  }),
  route(mailboxesContract.checkMailbox, (a, { body }) => mailboxes.checkMailbox(a, body)),
  route(mailboxesContract.makePostToken, (a, { params }) => mailboxes.makePostToken(a, params.mailboxId)),
  route(inboundContract.listInboundMails, async (a, { query }) => {
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    const limit = query.limit ?? 50
    const rows = await a.db.read(a.workspaceId, (db) =>
      store.listInbound(db, { state: query.state, by: 'receivedAt', erased: true }, after, limit + 1),
    )
    const { items, next } = pageOf(rows, limit, (r) => writeKey(r.receivedAt, r.id))
    return { items: items.map((r) => shownInbound(a, r, r.address)), next }
  }),
  route(inboundContract.retryInboundMail, async (a, { params }) => {
    const row = await inboundOf(a, params.inboundId)
    // What stayed on its server cannot be read again, and what is filed is filed.
    const again = row.sha256 !== null && (row.state === 'kept' || row.state === 'waiting')
    if (again) await fileAgain(a.services, { ...a, actor: { kind: 'system', id: null } }, row)
    return await shownOne(a, params.inboundId)
  }),
  route(inboundContract.lookedAtInboundMail, async (a, { params }) => {
    const row = await inboundOf(a, params.inboundId)
    if (row.seenBy === null)
      await flush(a, { writes: [store.updateInbound(row, { seenBy: a.member.id })], events: [] })
  }),
]

async function inboundOf(a: Asked, id: string): Promise<store.StoredInbound> {
  const row = await a.db.read(a.workspaceId, (db) => store.findInbound(db, id))
  if (!row) throw new Refused(refuse('not_found'))
  return row
}

async function shownOne(a: Asked, id: string) {
  const row = await inboundOf(a, id)
  const mailbox = await a.db.read(a.workspaceId, (db) => findMailbox(db, row.mailboxId))
  return shownInbound(a, row, mailbox?.address ?? '')
}

function shownInbound(a: Asked, row: store.StoredInbound, address: string) {
  const { id, receivedAt, state, size, problem, seenBy } = row
  return {
    ...{ id, receivedAt, state, size, problem: sayKept(a.language.words, problem) },
    mailbox: { id: row.mailboxId as string, address },
    // Empty for what stayed on its server.
    rawUrl: row.sha256 ? `/api/inbound-mails/${id}/raw?workspace=${a.workspaceId}` : '',
    seen: seenBy !== null,
  }
}
