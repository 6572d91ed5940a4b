import { z } from 'zod'
import { MAIL_PROVIDERS, SIGN_IN_FAULTS } from '../domain/channels/mail-sign-in.ts'
import { endpoint } from './endpoint.ts'
import { id, shownId, text } from './shared.ts'

const provider = z.enum(MAIL_PROVIDERS)

/** The app a workspace registered at a provider of mailboxes; its secret is never shown. */
export const mailApp = z
  .object({
    provider,
    /** `broken`: its provider said no to it when it was used last, for the reason in `problem`. */
    state: z.enum(['not_set_up', 'set_up', 'broken']),
    problem: z.string().nullable(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    /** The authority its provider's certificate is of, where that is one of their own. */
    caPem: z.string().nullable(),
    authorizeUrl: z.string(),
    tokenUrl: z.string(),
    revokeUrl: z.string().nullable(),
    scopes: z.string(),
    /** Where a provider sends people back to; it has to know it. */
    redirectUrl: z.string(),
    /** Mailboxes that are signed in there. */
    mailboxes: z.number(),
    /** 0 before it is set up. */
    version: z.number(),
  })
  .meta({ id: 'MailApp' })

export const listMailApps = endpoint({
  name: 'listMailApps',
  summary: 'Where mailboxes can be signed in, and whether that is set up',
  method: 'get',
  path: '/mail-apps',
  access: 'mailboxes.manage',
  reply: z.object({ items: z.array(mailApp) }),
})
export const saveMailApp = endpoint({
  name: 'saveMailApp',
  summary: 'Set up where mailboxes can be signed in',
  method: 'put',
  path: '/mail-apps/{provider}',
  access: 'mailboxes.manage',
  fresh: true,
  params: z.object({ provider }),
  body: z.object({
    clientId: text(500),
    /** Absent: as it was. Null: the app has none. */
    secret: z.string().trim().min(1).max(1000).nullable().optional(),
    authorizeUrl: text(2000),
    tokenUrl: text(2000),
    revokeUrl: text(2000).nullable(),
    scopes: text(2000),
    /** Absent: as it was. Another one wants the secret anew. */
    caPem: text(20_000).nullable().optional(),
    version: z.number().int(),
  }),
  reply: mailApp,
})
export const removeMailApp = endpoint({
  name: 'removeMailApp',
  summary: 'Have mailboxes signed in there no more; not while one is. For ten minutes it can be had back',
  method: 'delete',
  path: '/mail-apps/{provider}',
  access: 'mailboxes.manage',
  fresh: true,
  params: z.object({ provider }),
})
export const restoreMailApp = endpoint({
  name: 'restoreMailApp',
  summary: 'Have back, as it was, where mailboxes were signed in until it was removed',
  method: 'post',
  path: '/mail-apps/{provider}/restore',
  access: 'mailboxes.manage',
  fresh: true,
  params: z.object({ provider }),
  reply: mailApp,
})
export const beginMailSignIn = endpoint({
  name: 'beginMailSignIn',
  summary: 'Where to send whoever signs a mailbox in',
  method: 'post',
  path: '/mailboxes/{mailboxId}/sign-in',
  access: 'mailboxes.manage',
  fresh: true,
  params: z.object({ mailboxId: id('mailbox') }),
  reply: z.object({ url: z.string() }),
})
export const finishMailSignIn = endpoint({
  name: 'finishMailSignIn',
  summary: 'Bring back what a provider answered to a sign-in; it works once, in the session that began it',
  method: 'post',
  path: '/mail-sign-ins/{provider}',
  access: 'mailboxes.manage',
  params: z.object({ provider }),
  body: z.object({
    state: z.string().min(1).max(500),
    code: z.string().min(1).max(4000).optional(),
    error: z.string().min(1).max(200).optional(),
    said: z.string().max(2000).optional(),
  }),
  reply: z.object({
    /** Null: the mailbox is signed in. */
    fault: z.enum(SIGN_IN_FAULTS).nullable(),
    /** What the provider said besides, in its words. */
    said: z.string().nullable(),
    /** The mailbox, where it is known which. */
    mailboxId: shownId('mailbox').nullable(),
    /** Who was to sign in, and who did. */
    wanted: z.string().nullable(),
    account: z.string().nullable(),
  }),
})
