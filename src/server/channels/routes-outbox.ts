import type { ReplyOf } from '../../contract/endpoint.ts'
import * as contract from '../../contract/outbox.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { sayKept } from '../../words/kept.ts'
import { listReadable } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import * as actions from './actions-outbox.ts'
import * as store from './store-outbox.ts'

/** How long what left is listed. */
const LAST = { days: -14 }

/** Mail on its way, for those who see to the mailboxes. */
export const outboxRoutes: Route[] = [
  route(contract.listOutbox, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    const { state, mailboxId } = query
    return await a.db.read(a.workspaceId, async (db) => {
      const rows =
        state === 'sent'
          ? await store.listSent(db, { since: plus(a.now, LAST), mailboxId }, after, limit + 1)
          : await store.listUnsent(db, { state, mailboxId }, after, limit + 1)
      const keyOf = (r: store.OutboxRow) => writeKey(state === 'sent' ? r.sentAt : r.createdAt, r.id)
      const { items, next } = pageOf(rows, limit, keyOf)
      return { items: await shown(a, db, items), next }
    })
  }),
  route(contract.retryOutbox, async (a, { params }) => {
    await actions.retryOutbox(a, params.mailId)
    return await one(a, params.mailId)
  }),
  route(contract.giveUpOutbox, async (a, { params, body }) => {
    await actions.giveUpOutbox(a, params.mailId, body.givenUp)
    return await one(a, params.mailId)
  }),
]

type Shown = ReplyOf<typeof contract.retryOutbox>

async function one(a: Asked, id: string): Promise<Shown> {
  return await a.db.read(a.workspaceId, async (db) => {
    const row = await store.findOutbox(db, id)
    if (!row) throw new Refused(refuse('not_found'))
    return (await shown(a, db, [row]))[0]!
  })
}

// Whoever sees to the mailboxes need not be one who may read all that goes through them.
async function shown(a: Asked, db: Reader, rows: readonly store.OutboxRow[]): Promise<Shown[]> {
  const ids = rows.map((r) => r.conversationId)
  const readable = await listReadable(db, ids, a.member)
  const members = await memberNames(db)
  const real = realNow(a.services)
  return rows.map((row) => {
    const { id, purpose, createdAt, attempts, sentAt, conversationId, mailboxId } = row
    const state = stateOf(row, real)
    const hidden = conversationId !== null && !readable.has(conversationId)
    return {
      ...{ id, state, purpose, createdAt, attempts, sentAt, hidden },
      mailbox: mailboxId && row.mailbox !== null ? { id: mailboxId, address: row.mailbox } : null,
      to: hidden ? [] : row.to.map(({ name, address }) => ({ name, address })),
      bcc: hidden ? [] : row.bcc.map(({ name, address }) => ({ name, address })),
      // What a letter of the house is about says its purpose; a notice may name what is for few eyes.
      subject: conversationId !== null && !hidden ? row.subject : null,
      conversationId: hidden ? null : conversationId,
      by: members(row.memberId),
      nextAttemptAt: state === 'waiting' || state === 'retrying' ? row.nextAttemptAt : null,
      // A server's answer names whom it did not take it for.
      problem: hidden && row.lastProblem !== null ? '' : sayKept(a.language.words, row.lastProblem),
    }
  })
}

function stateOf(row: store.OutboxRow, real: Instant): Shown['state'] {
  if (row.state === 'sent') return 'sent'
  if (row.state === 'cancelled') return 'cancelled'
  if (row.state === 'failed') return row.givenUpAt ? 'given_up' : 'failed'
  if (row.claimedUntil !== null && row.claimedUntil > real) return 'sending'
  return row.attempts > 0 ? 'retrying' : 'waiting'
}
