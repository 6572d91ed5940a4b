import { timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { receipt } from '../../contract/inbound.ts'
import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { problemReply } from '../http/problems.ts'
import { actIn } from '../http/who.ts'
import { hashToken } from '../secret.ts'
import type { Services } from '../services.ts'
import { receiveRaw } from './mail-in.ts'
import { receiptOf } from './mail-in-receipt.ts'
import { findMailbox } from './store-mailboxes.ts'

/** The largest message that may be posted. */
const LARGEST_MB = 40

/**
 * `POST /api/inbound/{workspaceId}/{mailboxId}` takes one raw MIME message and answers with its receipt: where it was filed, why
 * there, and what was understood. A 200 means that the message is safe with us, also when it says `waiting` or `kept`; for all
 * else the sender has to keep it. The same message twice is answered as `doubled`. With curl, or as a Postfix pipe (which tries
 * again on exit code 75):
 *
 *     curl --fail --silent --data-binary @- -H 'Authorization: Bearer TOKEN' -H 'Content-Type: message/rfc822' URL || exit 75
 */
export function mountInbound(app: Hono, services: Services): void {
  app.post(
    '/api/inbound/:workspaceId/:mailboxId',
    bodyLimit({
      maxSize: LARGEST_MB * 1024 * 1024,
      onError: (c) =>
        problemReply(c, refuse('too_large', { field: 'body', values: { limit: `${LARGEST_MB} MB` } })),
    }),
    async (c) => {
      const opened = await open(services, c)
      if (!opened) {
        c.header('www-authenticate', 'Bearer')
        return problemReply(c, refuse('not_signed_in', { field: 'authorization' }))
      }
      const raw = new Uint8Array(await c.req.arrayBuffer())
      if (raw.length === 0) return problemReply(c, refuse('invalid_input', { field: 'body' }))
      const arrived = {
        mailboxId: opened.mailboxId,
        raw,
        source: 'post',
        arrivedAt: null,
        from: null,
      } as const
      const { row, mail } = await receiveRaw(services, opened.act, arrived)
      return c.json(receipt.parse(receiptOf(row, mail)))
    },
  )
}

/** The mailbox a token opens; null for a wrong one, whatever is wrong. */
async function open(services: Services, c: Context) {
  const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const [workspaceId, mailboxId] = [c.req.param('workspaceId') ?? '', c.req.param('mailboxId') ?? '']
  if (!token || !isId(workspaceId) || !isId(mailboxId)) return null
  const act = await actIn(services, workspaceId as WorkspaceId, { kind: 'system', id: null }).catch(nobody)
  if (!act) return null
  const mailbox = await act.db.read(act.workspaceId, (db) => findMailbox(db, mailboxId as MailboxId))
  if (!mailbox?.pushTokenHash || mailbox.archivedAt) return null
  const [given, wanted] = [Buffer.from(hashToken(token)), Buffer.from(mailbox.pushTokenHash)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
    ? { act, mailboxId: mailbox.id }
    : null
}

function nobody(e: unknown): null {
  if (e instanceof Refused) return null
  throw e
}
