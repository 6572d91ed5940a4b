import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, page, pageQuery, shownId } from './shared.ts'

const states = z.enum(['waiting', 'filed', 'kept', 'doubled', 'junk'])
const amiss = z.object({ count: z.number(), first: z.array(z.string()) })

/** A line of the receipt book: one mail that reached us, and what became of it. */
export const receiptLine = z.object({
  id: z.string(),
  receivedAt: instant,
  settledAt: instant.nullable(),
  state: states,
  source: z.enum(['imap', 'post']),
  size: z.number(),
  /** Its number on the mail server, within the numbering of the folder. */
  place: z.object({ uidValidity: z.number(), uid: z.number() }).nullable(),
  /** It belongs to a conversation one may not read: what it says stays there. */
  hidden: z.boolean(),
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  reason: z.string().nullable(),
  why: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
  problem: z.string().nullable(),
  conversationId: shownId('conversation').nullable(),
  messageId: shownId('message').nullable(),
  hasRaw: z.boolean(),
  seen: z.boolean(),
})
const receiptBook = z.object({
  mailbox: z.object({
    id: shownId('mailbox'),
    address: z.string(),
    fetches: z.boolean(),
    state: z.enum(['off', 'connecting', 'ready', 'waiting_retry', 'refused', 'sign_in']),
    stateReason: z.string().nullable(),
    /** When its server was last asked for new mail. */
    lookedAt: instant.nullable(),
    lastCameAt: instant.nullable(),
  }),
  /** fetched = filed + kept + junk + doubled + waiting. */
  figures: z.object({
    fetched: z.number(),
    filed: z.number(),
    kept: z.number(),
    junk: z.number(),
    doubled: z.number(),
    waiting: z.number(),
  }),
  /** How often each reason stands in the book. */
  reasons: z.array(z.object({ state: states, reason: z.string(), count: z.number() })),
  check: z.object({
    underWay: z.object({ done: z.number(), total: z.number().nullable() }).nullable(),
    outcome: z.enum(['balanced', 'differs', 'unsure']).nullable(),
    checkedAt: instant.nullable(),
    differsSince: instant.nullable(),
    /** Why the server could not be asked. */
    problem: z.string().nullable(),
    findings: z
      .object({
        server: z
          .object({
            held: z.number(),
            known: z.number(),
            arriving: z.number(),
            broughtIn: z.number(),
          })
          .nullable(),
        originals: z.number(),
        missing: amiss,
        unfetched: amiss,
        lost: amiss,
        damaged: amiss,
        unaccounted: amiss,
        gone: amiss,
        stuck: amiss,
      })
      .nullable(),
    /** The lines named by what is amiss. */
    lines: z.array(receiptLine),
  }),
})

export const readReceiptBook = endpoint({
  name: 'readReceiptBook',
  summary: 'The receipt book of a mailbox in figures, and whether it is true',
  method: 'get',
  path: '/mailboxes/{mailboxId}/receipt-book',
  access: 'mailboxes.manage',
  params: z.object({ mailboxId: id('mailbox') }),
  reply: receiptBook,
})
export const listReceipts = endpoint({
  name: 'listReceipts',
  summary: 'The lines of the receipt book of a mailbox, the latest first',
  method: 'get',
  path: '/mailboxes/{mailboxId}/receipts',
  access: 'mailboxes.manage',
  params: z.object({ mailboxId: id('mailbox') }),
  query: z.object({
    ...pageQuery,
    state: states.optional(),
    reason: z.string().max(100).optional(),
    /** Words of the sender or the subject. */
    q: z.string().trim().max(200).optional(),
    /** A day at the place of the mailbox. */
    day: z.iso.date().optional(),
  }),
  reply: page(receiptLine),
})
export const checkReceipts = endpoint({
  name: 'checkReceipts',
  summary: 'Look now whether the receipt book agrees with the mail server, the originals and the messages',
  method: 'post',
  path: '/mailboxes/{mailboxId}/receipt-book/check',
  access: 'mailboxes.manage',
  params: z.object({ mailboxId: id('mailbox') }),
})
