import { z } from 'zod'
import { instant, shownId } from './shared.ts'

export const channels = ['email', 'form', 'phone', 'walk_in', 'page', 'chat'] as const

export const address = z.object({ name: z.string(), address: z.string() })
export const attachment = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.number(),
    inline: z.boolean(),
    url: z.string(),
  })
  .meta({ id: 'Attachment' })

/** What was to go with the words of a reply that came back as a draft, for its writer; null recipients: as the conversation suggests. */
export const goesWith = z.object({
  to: z.array(address).nullable(),
  cc: z.array(address).nullable(),
  bcc: z.array(address).nullable(),
  files: z.array(attachment.pick({ id: true, name: true, size: true, type: true })),
  promises: z.array(z.object({ text: z.string(), saidAs: z.string().nullable(), due: instant })),
  keeps: z.array(z.string()),
  unsigned: z.boolean(),
})

/** Why a mail may not be from whom it names, by the word of a server that is believed, or because nobody's counts; what its domain asks to be done then. */
export const doubt = z.object({
  code: z.enum(['dmarc', 'spf', 'provider', 'own_address']),
  policy: z.enum(['reject', 'quarantine', 'none']).nullable(),
  domain: z.string(),
  server: z.string(),
})

export const message = z
  .object({
    id: shownId('message'),
    /** The conversation it belongs to, if that was merged into the one it stands in. */
    originId: shownId('conversation').nullable(),
    direction: z.enum(['in', 'out', 'note']),
    channel: z.enum(channels),
    author: z.object({
      kind: z.enum(['person', 'member', 'system']),
      name: z.string(),
      id: z.string().nullable(),
    }),
    automatic: z.boolean(),
    /** The whole plain text. */
    text: z.string(),
    /** The same text in pieces; folded ones are quotes and signatures. */
    segments: z.array(z.object({ text: z.string(), folded: z.boolean() })),
    hasHtml: z.boolean(),
    hasRaw: z.boolean(),
    subject: z.string().nullable(),
    recipients: z.object({
      from: z.array(address),
      to: z.array(address),
      cc: z.array(address),
      /** Of ours: who got it without being named in it. */
      bcc: z.array(address),
    }),
    attachments: z.array(attachment),
    /** Why it was filed here: a code of `words` under `whyHere`, with its values. */
    whyHere: z
      .object({
        code: z.string(),
        values: z.record(z.string(), z.string()),
        /** The conversation it names, where one may read it. */
        conversation: z
          .object({ id: shownId('conversation'), reference: z.string(), subject: z.string() })
          .nullable(),
      })
      .nullable(),
    doubt: doubt.nullable(),
    /** Whose mail was passed on with this one, where that names an address of somebody else. */
    passedOn: address.nullable(),
    /** It came signed or encrypted; said, not checked. */
    sealed: z.enum(['smime_signed', 'smime_encrypted', 'pgp_signed', 'pgp_encrypted']).nullable(),
    /** What could not be read of it as it was meant, in sentences; said to members alone. */
    amiss: z.array(z.string()),
    /** Of an outgoing mail: where it stands; of a word on the customer’s page only while it can be taken back. */
    delivery: z
      .object({
        state: z.enum(['queued', 'sent', 'failed', 'cancelled']),
        problem: z.string().nullable(),
        sentAt: instant.nullable(),
        /** Until when sending can be taken back. */
        undoUntil: instant.nullable(),
        /** It was tried, and nobody can have got it: who wrote it may take it back, or have it tried now. */
        canTakeBack: z.boolean(),
      })
      .nullable(),
    at: instant,
  })
  .meta({ id: 'Message' })
