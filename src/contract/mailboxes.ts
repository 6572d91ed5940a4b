import { z } from 'zod'
import { MAIL_PROVIDERS } from '../domain/channels/mail-sign-in.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, shownId, text } from './shared.ts'

export const mailbox = z
  .object({
    id: shownId('mailbox'),
    siteId: shownId('site'),
    address: z.string(),
    displayName: z.string(),
    imap: z.object({ host: z.string(), port: z.number(), tls: z.boolean() }).nullable(),
    smtp: z.object({ host: z.string(), port: z.number(), tls: z.boolean() }).nullable(),
    username: z.string().nullable(),
    hasPassword: z.boolean(),
    /** Where it is signed in instead of a password; null: by name and password. */
    provider: z.enum(MAIL_PROVIDERS).nullable(),
    /** Whose account signs in, where that is not its own. */
    signInAs: z.string().nullable(),
    /** Whose account is signed in, where its provider told. */
    signedInAs: z.string().nullable(),
    caPem: z.string().nullable(),
    state: z.enum(['off', 'connecting', 'ready', 'waiting_retry', 'refused', 'sign_in']),
    stateReason: z.string().nullable(),
    stateAt: instant,
    hasPostToken: z.boolean(),
    /** The receipt book: fetched = filed + kept + junk + doubled + waiting. */
    receipts: z.object({
      fetched: z.number(),
      filed: z.number(),
      kept: z.number(),
      junk: z.number(),
      doubled: z.number(),
      waiting: z.number(),
    }),
    /** Since when the book does not agree with what is there; null while it does. */
    differsSince: instant.nullable(),
    archived: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Mailbox' })
const server = z.object({ host: text(253), port: z.number().int().min(1).max(65535), tls: z.boolean() })
const mailboxInput = z.object({
  siteId: id('site'),
  address: z.email().max(254),
  displayName: text(200),
  imap: server.nullable(),
  smtp: server.nullable(),
  username: text(254).nullable(),
  /** Absent: as it was. */
  password: z.string().min(1).max(1000).optional(),
  /** Where it is signed in instead of a password. Absent: as it was. */
  provider: z.enum(MAIL_PROVIDERS).nullable().optional(),
  signInAs: z.email().max(254).nullable().optional(),
  caPem: text(20_000).nullable().optional(),
})
export const listMailboxes = endpoint({
  name: 'listMailboxes',
  summary: 'Mailboxes and how they are',
  method: 'get',
  path: '/mailboxes',
  access: 'mailboxes.manage',
  reply: z.object({ items: z.array(mailbox) }),
})
export const addMailbox = endpoint({
  name: 'addMailbox',
  summary: 'Connect a mailbox',
  method: 'post',
  path: '/mailboxes',
  access: 'mailboxes.manage',
  fresh: true,
  body: mailboxInput.extend({ fetch: z.enum(['now', 'all']).default('now') }),
  reply: mailbox,
})
export const changeMailbox = endpoint({
  name: 'changeMailbox',
  summary: 'Change a mailbox',
  method: 'put',
  path: '/mailboxes/{mailboxId}',
  access: 'mailboxes.manage',
  fresh: true,
  params: z.object({ mailboxId: id('mailbox') }),
  body: mailboxInput.extend({ archived: z.boolean().optional(), version: z.number().int() }),
  reply: mailbox,
})
export const checkMailbox = endpoint({
  name: 'checkMailbox',
  summary: 'Try the settings without keeping them',
  method: 'post',
  path: '/mailboxes/check',
  access: 'mailboxes.manage',
  body: mailboxInput.extend({ mailboxId: id('mailbox').optional() }),
  reply: z.object({
    imap: z.object({ ok: z.boolean(), reason: z.string().nullable() }).nullable(),
    smtp: z.object({ ok: z.boolean(), reason: z.string().nullable() }).nullable(),
  }),
})
export const makePostToken = endpoint({
  name: 'makePostToken',
  summary: 'Make the token with which raw messages can be posted to this mailbox; the old one ends',
  method: 'post',
  path: '/mailboxes/{mailboxId}/post-token',
  access: 'mailboxes.manage',
  fresh: true,
  params: z.object({ mailboxId: id('mailbox') }),
  reply: z.object({ token: z.string(), url: z.string() }),
})
