import { z } from 'zod'
import { FROM_NAMES } from '../domain/conversations/from-name.ts'
import { endpoint } from './endpoint.ts'
import { id, shownId } from './shared.ts'

const language = z.string().regex(/^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
/** A signature in each language, by its tag, with blanks as saved replies have them; an empty one is none. */
const signature = z
  .record(language, z.string().trim().max(1000))
  .refine((texts) => Object.keys(texts).length <= 20)
const shownSignature = z.record(z.string(), z.string())

/** How a mailbox sends. */
export const sending = z
  .object({
    mailboxId: shownId('mailbox'),
    /** Under which name: who writes and the house, their first name and the house, or the house alone. */
    fromName: z.enum(FROM_NAMES),
    /** Our other addresses whose mail comes into it; who writes to one of them is answered from it. */
    aliases: z.array(z.string()),
    signature: shownSignature,
    /** Its mail asks for answers at an address that names its conversation (`desk+…@`), where its server delivers such. */
    plusReplies: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Sending' })

const one = z.object({ mailboxId: id('mailbox') })

export const readSending = endpoint({
  name: 'readSending',
  summary: 'How a mailbox sends: under which name, from which addresses, with which signature',
  method: 'get',
  path: '/mailboxes/{mailboxId}/sending',
  access: 'mailboxes.manage',
  params: one,
  reply: sending,
})
export const changeSending = endpoint({
  name: 'changeSending',
  summary: 'Change how a mailbox sends',
  method: 'put',
  path: '/mailboxes/{mailboxId}/sending',
  access: 'mailboxes.manage',
  params: one,
  body: z.object({
    fromName: z.enum(FROM_NAMES),
    aliases: z.array(z.email().max(254)).max(50),
    signature,
    /** Absent: as it was. */
    plusReplies: z.boolean().optional(),
    version: z.number().int(),
  }),
  reply: sending,
})

const mine = z.object({ signature: shownSignature, version: z.number() }).meta({ id: 'MySignature' })
export const readMySignature = endpoint({
  name: 'readMySignature',
  summary: 'What one signs mail with',
  method: 'get',
  path: '/me/signature',
  access: 'conversations.write',
  reply: mine,
})
export const changeMySignature = endpoint({
  name: 'changeMySignature',
  summary: 'Change what one signs mail with',
  method: 'put',
  path: '/me/signature',
  access: 'conversations.write',
  body: z.object({ signature, version: z.number().int() }),
  reply: mine,
})

export const readLetterhead = endpoint({
  name: 'readLetterhead',
  summary:
    'From whom a mail would go out, and what would stand below its words: in a conversation, or to a person',
  method: 'get',
  path: '/letterhead',
  access: 'conversations.write',
  query: z.object({ conversationId: id('conversation').optional(), personId: id('person').optional() }),
  reply: z.object({
    /** Null where no mailbox can send. */
    from: z.object({ name: z.string(), address: z.string() }).nullable(),
    /** It could have been another address of ours: it is worth saying which. */
    oneOfSeveral: z.boolean(),
    signature: z.string().nullable(),
  }),
})
