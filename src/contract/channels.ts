import { z } from 'zod'
import { conversation, intents } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { message } from './messages.ts'
import { approaches } from './people.ts'
import { promiseInput } from './promises.ts'
import { id, instant, memberRef, page, pageQuery, personRef, shownId, text } from './shared.ts'

const emailAddress = z.object({ name: text(200, 0).default(''), address: z.email().max(254) })

export const sendReply = endpoint({
  name: 'sendReply',
  summary: 'Answer the customer; can promise and close in the same act. A mail leaves after the time to undo',
  method: 'post',
  path: '/conversations/{conversationId}/replies',
  access: 'conversations.write',
  params: z.object({ conversationId: id('conversation') }),
  body: z.object({
    id: id('message').optional(),
    text: text(100_000),
    to: z.array(emailAddress).max(50).optional(),
    cc: z.array(emailAddress).max(50).optional(),
    attachmentIds: z.array(id('attachment')).max(50).optional(),
    promises: z.array(promiseInput).max(10).optional(),
    close: z.boolean().optional(),
    promisesStayOpen: z.boolean().optional(),
    /**
     * The last message of them or of a colleague that stood there when the reply was begun (null: none). With anything later than
     * it the answer is `something_new`, and nothing is sent; absent: as it is.
     */
    seen: id('message').nullable().optional(),
  }),
  reply: z.object({ message, conversation }),
})
export const undoSend = endpoint({
  name: 'undoSend',
  summary: 'Take a reply back before it leaves; its text becomes the draft again',
  method: 'post',
  path: '/messages/{messageId}/undo-send',
  access: 'conversations.write',
  params: z.object({ messageId: id('message') }),
  reply: conversation,
})
export const retrySend = endpoint({
  name: 'retrySend',
  summary: 'Try again to send what failed',
  method: 'post',
  path: '/messages/{messageId}/retry-send',
  access: 'conversations.write',
  params: z.object({ messageId: id('message') }),
  reply: message,
})
export const startConversation = endpoint({
  name: 'startConversation',
  summary: 'Write to a person first, by mail or on their page; can close in the same act',
  method: 'post',
  path: '/conversations',
  access: 'conversations.write',
  body: z.object({
    id: id('conversation').optional(),
    personId: id('person').optional(),
    to: z.array(emailAddress).max(50).optional(),
    cc: z.array(emailAddress).max(50).optional(),
    mailboxId: id('mailbox').optional(),
    subject: text(500),
    text: text(100_000),
    promises: z.array(promiseInput).max(10).optional(),
    close: z.boolean().optional(),
    promisesStayOpen: z.boolean().optional(),
  }),
  reply: conversation,
})

/** Somebody at the counter. What is worked out: waiting, greeted, being served, just looking. */
export const arrival = z
  .object({
    conversationId: shownId('conversation'),
    person: personRef.extend({ sayName: z.string().nullable(), approach: z.enum(approaches) }).nullable(),
    note: z.string(),
    state: z.enum(['waiting', 'greeted', 'being_served', 'looking']),
    arrivedAt: instant,
    greetedBy: memberRef.nullable(),
    with: memberRef.nullable(),
    leaveInPeace: z.boolean(),
    /** Nobody greeted within the time the site set itself. */
    needsGreeting: z.boolean(),
    lastTime: z.string().nullable(),
    openPromises: z.array(z.object({ id: shownId('promise'), text: z.string(), due: instant })),
    version: z.number(),
  })
  .meta({ id: 'Arrival' })

export const readCounter = endpoint({
  name: 'readCounter',
  summary: 'Who is at the counter, and who may come next',
  method: 'get',
  path: '/counter',
  access: 'conversations.read',
  reply: z.object({
    arrivals: z.array(arrival),
    expected: z.array(
      z.object({
        person: personRef.extend({ sayName: z.string().nullable() }),
        at: instant,
        what: z.string(),
        lastTime: z.string().nullable(),
        /** What may be said to have taken place, or not; null where those who look may not settle it. */
        nextContactId: z.string().nullable(),
        /** Their moment has passed, and they have not come. */
        late: z.boolean(),
      }),
    ),
  }),
})
export const someoneIsHere = endpoint({
  name: 'someoneIsHere',
  summary: 'Somebody came in: one press, no account needed',
  method: 'post',
  path: '/arrivals',
  access: 'counter.use',
  body: z.object({
    id: id('conversation').optional(),
    personId: id('person').optional(),
    note: text(500, 0).optional(),
    siteId: id('site').optional(),
  }),
  reply: arrival,
})
const arrivalAct = (name: string, summary: string, verb: string) => ({
  name,
  summary,
  method: 'post' as const,
  path: `/arrivals/{conversationId}/${verb}`,
  access: 'counter.use' as const,
  params: z.object({ conversationId: id('conversation') }),
})
export const greetArrival = endpoint({
  ...arrivalAct('greetArrival', 'Greet: one act', 'greet'),
  body: z.object({ serve: z.boolean().optional() }).optional(),
  reply: arrival,
})
export const serveArrival = endpoint({
  ...arrivalAct('serveArrival', 'I am with them now', 'serve'),
  reply: arrival,
})
export const declineHelp = endpoint({
  ...arrivalAct(
    'declineHelp',
    '“No thanks, just looking”: nobody approaches them for this visit',
    'just-looking',
  ),
  reply: arrival,
})
export const askForHelp = endpoint({
  ...arrivalAct('askForHelp', 'They asked for help after all', 'asks-for-help'),
  reply: arrival,
})
export const nameArrival = endpoint({
  ...arrivalAct('nameArrival', 'Say who it is, or what one sees to find them by', 'name'),
  body: z.object({
    personId: id('person').optional(),
    newPersonName: text(200).optional(),
    note: text(500, 0).optional(),
    intent: z.enum(intents).optional(),
  }),
  reply: arrival,
})
export const arrivalLeft = endpoint({ ...arrivalAct('arrivalLeft', 'They have gone', 'left') })

export const logCall = endpoint({
  name: 'logCall',
  summary: 'Log a telephone call: who, what about, what was promised',
  method: 'post',
  path: '/calls',
  access: 'conversations.write',
  body: z.object({
    id: id('conversation').optional(),
    conversationId: id('conversation').optional(),
    personId: id('person').optional(),
    name: text(200, 0).optional(),
    telephone: text(60, 0).optional(),
    direction: z.enum(['in', 'out']),
    summary: text(20_000),
    promises: z.array(promiseInput).max(10).optional(),
    close: z.boolean().optional(),
  }),
  reply: conversation,
})

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
    caPem: z.string().nullable(),
    state: z.enum(['off', 'connecting', 'ready', 'waiting_retry', 'refused']),
    stateReason: z.string().nullable(),
    stateAt: instant,
    hasPostToken: z.boolean(),
    /** The receipt book: fetched = filed + kept + doubled + waiting. */
    receipts: z.object({
      fetched: z.number(),
      filed: z.number(),
      kept: z.number(),
      doubled: z.number(),
      waiting: z.number(),
    }),
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

/** What became of a raw message: where it was filed, why there, what was understood. */
export const receipt = z
  .object({
    state: z.enum(['waiting', 'filed', 'kept', 'doubled']),
    sha256: z.string(),
    size: z.number(),
    conversationId: shownId('conversation').nullable(),
    messageId: shownId('message').nullable(),
    whyHere: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
    problem: z.string().nullable(),
    understood: z
      .object({
        messageId: z.string().nullable(),
        from: z.object({ name: z.string(), address: z.string() }).nullable(),
        to: z.array(z.object({ name: z.string(), address: z.string() })),
        cc: z.array(z.object({ name: z.string(), address: z.string() })),
        subject: z.string(),
        visibleText: z.string(),
        foldedText: z.string(),
        attachments: z.array(
          z.object({ name: z.string(), type: z.string(), size: z.number(), sha256: z.string() }),
        ),
        problems: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Receipt' })
export const inboundMail = z.object({
  id: z.string(),
  mailbox: z.object({ id: z.string(), address: z.string() }),
  receivedAt: instant,
  state: z.enum(['waiting', 'filed', 'kept', 'doubled']),
  size: z.number(),
  problem: z.string().nullable(),
  rawUrl: z.string(),
  seen: z.boolean(),
})
export const listInboundMails = endpoint({
  name: 'listInboundMails',
  summary: 'The receipt book of mail; those kept unread are things to look at',
  method: 'get',
  path: '/inbound-mails',
  access: 'conversations.read',
  query: z.object({ ...pageQuery, state: z.enum(['waiting', 'filed', 'kept', 'doubled']).default('kept') }),
  reply: page(inboundMail),
})
export const retryInboundMail = endpoint({
  name: 'retryInboundMail',
  summary: 'Read a kept message again',
  method: 'post',
  path: '/inbound-mails/{inboundId}/retry',
  access: 'conversations.write',
  params: z.object({ inboundId: id('inbound') }),
  reply: inboundMail,
})
export const lookedAtInboundMail = endpoint({
  name: 'lookedAtInboundMail',
  summary: 'I have looked at it; it stays kept, and leaves the list of things to look at',
  method: 'post',
  path: '/inbound-mails/{inboundId}/looked-at',
  access: 'conversations.write',
  params: z.object({ inboundId: id('inbound') }),
})

export const form = z
  .object({
    id: shownId('form'),
    siteId: shownId('site'),
    name: z.string(),
    intro: z.string(),
    thanks: z.string(),
    url: z.string(),
    embed: z.string(),
    archived: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Form' })
const formInput = z.object({ siteId: id('site'), name: text(200), intro: text(2000, 0), thanks: text(2000) })
export const listForms = endpoint({
  name: 'listForms',
  summary: 'Web forms',
  method: 'get',
  path: '/forms',
  access: 'conversations.read',
  reply: z.object({ items: z.array(form) }),
})
export const addForm = endpoint({
  name: 'addForm',
  summary: 'Add a web form',
  method: 'post',
  path: '/forms',
  access: 'forms.manage',
  body: formInput.extend({ id: id('form').optional() }),
  reply: form,
})
export const changeForm = endpoint({
  name: 'changeForm',
  summary: 'Change a web form',
  method: 'put',
  path: '/forms/{formId}',
  access: 'forms.manage',
  params: z.object({ formId: id('form') }),
  body: formInput.extend({ archived: z.boolean().optional(), version: z.number().int() }),
  reply: form,
})
export const readPublicForm = endpoint({
  name: 'readPublicForm',
  summary: 'A web form as the public sees it',
  method: 'get',
  path: '/public/forms/{formKey}',
  access: 'public',
  params: z.object({ formKey: text(120) }),
  reply: z.object({
    workspaceName: z.string(),
    name: z.string(),
    intro: z.string(),
    thanks: z.string(),
    telephone: z.string().nullable(),
    /** Handed back with the entry; says when the form was opened. */
    opened: z.string(),
  }),
})
export const submitPublicForm = endpoint({
  name: 'submitPublicForm',
  summary: 'Write to us through a web form',
  method: 'post',
  path: '/public/forms/{formKey}/entries',
  access: 'public',
  params: z.object({ formKey: text(120) }),
  body: z.object({
    name: text(200),
    email: z.union([z.literal(''), z.email().max(254)]).default(''),
    telephone: text(60, 0).default(''),
    message: text(20_000),
    /** Left empty by people; filled in by machines. */
    website: z.string().max(500).default(''),
    opened: z.string().max(200),
  }),
  reply: z.object({
    thanks: z.string(),
    reference: z.string(),
    /** It looks like no person's: kept, and looked at by somebody before it goes on. */
    held: z.boolean(),
  }),
})
