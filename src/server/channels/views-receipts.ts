import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { addDays, atLocal, type LocalDate, type LocalTime, type TimeZone } from '../../domain/shared/time.ts'
import { sayKept } from '../../words/kept.ts'
import { listSites } from '../accounts/store.ts'
import { listReadable } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import type { StoredInbound } from './store-mail-in.ts'
import { findCheck, type StoredCheck } from './store-mail-in-check.ts'
import * as lines from './store-mail-in-lines.ts'
import { findMailbox, type StoredMailbox } from './store-mailboxes.ts'

/** The book of a mailbox in figures, and what the last look found. @throws Refused `not_found`. */
export async function showReceiptBook(asked: Asked, mailboxId: MailboxId) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const mailbox = await demandMailbox(db, mailboxId)
    const counted = await lines.countReasons(db, mailboxId)
    const check = await findCheck(db, mailboxId)
    const { id, address, state, stateReason, lookedAt, imapHost } = mailbox
    const of = (wanted: string) =>
      counted.filter((c) => c.state === wanted).reduce((sum, c) => sum + c.count, 0)
    return {
      mailbox: {
        ...{ id, address, state, lookedAt, fetches: imapHost !== null },
        stateReason: sayKept(asked.language.words, stateReason),
        lastCameAt: await lines.lastCame(db, mailboxId),
      },
      figures: {
        fetched: counted.reduce((sum, c) => sum + c.count, 0),
        ...{
          filed: of('filed'),
          kept: of('kept'),
          junk: of('junk'),
          doubled: of('doubled'),
          waiting: of('waiting'),
        },
      },
      reasons: counted.flatMap((c) => (c.reason ? [{ ...c, reason: c.reason }] : [])),
      check: await showCheck(asked, db, check),
    }
  })
}

async function showCheck(asked: Asked, db: Reader, check: StoredCheck | null) {
  const none = { underWay: null, outcome: null, checkedAt: null, differsSince: null, problem: null }
  if (!check) return { ...none, findings: null, lines: [] }
  const { askedAt, done, total, outcome, checkedAt, differsSince, findings, problem } = check
  const named = findings
    ? [findings.lost, findings.damaged, findings.gone, findings.stuck].flatMap((a) => a.first)
    : []
  return {
    underWay: askedAt === null ? null : { done, total },
    ...{ outcome, checkedAt, differsSince, findings },
    problem: sayKept(asked.language.words, problem),
    lines: await showLines(asked, db, await lines.findLines(db, named)),
  }
}

/** A page of the book. @throws Refused `not_found`, `invalid_input` on `after`. */
export async function showReceipts(
  asked: Asked,
  mailboxId: MailboxId,
  query: Omit<lines.LineFilter, 'from' | 'to'> & {
    day?: string | undefined
    after?: string | undefined
    limit?: number | undefined
  },
) {
  const { day, limit = 50, ...filter } = query
  const key = readKey(query.after, 2)
  const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
  return await asked.db.read(asked.workspaceId, async (db) => {
    const mailbox = await demandMailbox(db, mailboxId)
    const within = day ? await dayAt(db, mailbox, day as LocalDate) : {}
    const rows = await lines.listLines(db, mailboxId, { ...filter, ...within }, asked.member, {
      after,
      limit: limit + 1,
    })
    const { items, next } = pageOf(rows, limit, (r) => writeKey(r.receivedAt, r.id))
    return { items: await showLines(asked, db, items), next }
  })
}

async function demandMailbox(db: Reader, id: MailboxId): Promise<StoredMailbox> {
  const mailbox = await findMailbox(db, id)
  if (!mailbox) throw new Refused(refuse('not_found'))
  return mailbox
}

async function dayAt(db: Reader, mailbox: StoredMailbox, day: LocalDate) {
  const sites = await listSites(db)
  const zone = (sites.find((s) => s.id === mailbox.siteId) ?? sites[0])!.timeZone as TimeZone
  const start = (date: LocalDate) => atLocal(date, '00:00' as LocalTime, zone)
  return { from: start(day), to: start(addDays(day, 1)) }
}

async function showLines(asked: Asked, db: Reader, rows: readonly StoredInbound[]) {
  const moved = await lines.placesOf(
    db,
    rows.flatMap((r) => r.messageId ?? []),
  )
  const place = (r: StoredInbound) => (r.messageId ? (moved.get(r.messageId) ?? null) : r.conversationId)
  const readable = await listReadable(db, rows.map(place), asked.member)
  return rows.map((r) => {
    const conversationId = place(r)
    const hidden = conversationId !== null && !readable.has(conversationId)
    const { id, receivedAt, settledAt, state, source, size, reason, uid, uidValidity } = r
    const shown = {
      ...{ id, receivedAt, settledAt, state, source, size, reason, hidden, seen: r.seenBy !== null },
      place: uid === null || uidValidity === null ? null : { uid, uidValidity },
      problem: sayKept(asked.language.words, r.problem),
    }
    if (hidden)
      return {
        ...{ ...shown, sender: null, subject: null, why: null },
        ...{ conversationId: null, messageId: null, hasRaw: false },
      }
    const why = r.receipt?.whyHere ?? null
    return {
      ...{ ...shown, sender: r.sender, subject: r.subject, conversationId },
      why: why && { code: why.code, values: { ...why.values } },
      messageId: r.messageId && moved.has(r.messageId) ? r.messageId : null,
      // A double without a conversation is readable where its twin is; a letter that came back may hold a key to somebody's account.
      hasRaw:
        r.sha256 !== null &&
        !r.receipt?.withheld &&
        (conversationId !== null || (state !== 'doubled' && state !== 'filed')),
    }
  })
}
