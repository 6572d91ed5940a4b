import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Instant } from '../../domain/shared/time.ts'
import type { MailAddress } from './headers.ts'
import { plainTextAsHtml } from './plain-html.ts'

/** An outgoing message. Message ids carry their angle brackets; `date` is handed in like every instant. */
export type OutgoingMail = {
  readonly messageId: string
  readonly date: Instant
  readonly from: MailAddress
  readonly to: readonly MailAddress[]
  readonly cc?: readonly MailAddress[]
  /** Receive it without being named in it. */
  readonly bcc?: readonly MailAddress[]
  readonly replyTo?: MailAddress | null
  readonly subject: string
  readonly text: string
  /** Safe HTML of the same words; made from the text when absent. */
  readonly html?: string
  /** The message answered. */
  readonly answers?: AnsweredMail | null
  readonly attachments?: readonly {
    name: string
    type: string
    bytes: Uint8Array
    contentId?: string | null
  }[]
  /** For mail no person wrote (RFC 3834): what keeps the other side's machine from answering. */
  readonly automatic?: 'auto-generated' | 'auto-replied' | null
  readonly headers?: Readonly<Record<string, string>>
  /** Where such mail ends at one press (RFC 2369, RFC 8058). */
  readonly unsubscribe?: string
}

/** What of an answered message its answer needs. */
export type AnsweredMail = {
  readonly messageId: string | null
  readonly inReplyTo?: readonly string[]
  readonly references: readonly string[]
}

/** A message ready to be sent: its bytes, and between whom it travels. */
export type ComposedMail = {
  readonly raw: Buffer
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
}

const MOST_REFERENCES = 20

/** Builds the message as RFC 5322 bytes (CRLF). The same input always gives the same bytes. */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  const references = mail.answers ? replyReferences(mail.answers) : []
  const automatic = mail.automatic
    ? { 'Auto-Submitted': mail.automatic, 'X-Auto-Response-Suppress': 'All' }
    : {}
  const node = new MailComposer({
    messageId: mail.messageId,
    date: new Date(mail.date),
    from: named(mail.from),
    to: mail.to.map(named),
    cc: mail.cc?.map(named),
    replyTo: mail.replyTo ? named(mail.replyTo) : undefined,
    subject: unencoded(mail.subject),
    text: mail.text,
    html: mail.html ?? plainTextAsHtml(mail.text),
    inReplyTo: mail.answers?.messageId ?? undefined,
    references: references.length > 0 ? references.join(' ') : undefined,
    attachments: mail.attachments?.map((file) => ({
      filename: file.name,
      contentType: file.type,
      content: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength),
      cid: file.contentId ?? undefined,
    })),
    headers: { ...mail.headers, ...automatic, ...unsubscribeHeaders(mail.unsubscribe) },
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const everybody = [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])].map(({ address }) => address)
  return { raw: await node.build(), envelope: { from: mail.from.address, to: [...new Set(everybody)] } }
}

// One press is promised only where the address is one nobody on the way can read (RFC 8058 §3.1).
function unsubscribeHeaders(url: string | undefined): Record<string, string> {
  if (!url) return {}
  const oneClick = url.startsWith('https://')
    ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : undefined
  return { 'List-Unsubscribe': `<${url}>`, ...oneClick }
}

/**
 * The `References` of an answer (RFC 5322 §3.6.4): those of the message answered, then its own id. Without references its
 * `In-Reply-To` stands in. Bounded to the first and the last nineteen, as the first ties the thread together.
 */
export function replyReferences(answered: AnsweredMail): string[] {
  const before =
    answered.references.length > 0 ? answered.references : (answered.inReplyTo?.slice(0, 1) ?? [])
  const own = answered.messageId === null ? [] : [answered.messageId]
  const all = [...new Set([...before.filter((id) => id !== answered.messageId), ...own])].filter((id) =>
    /^<[\x21-\x3b\x3d\x3f-\x7e]{1,400}>$/.test(id),
  )
  return all.length <= MOST_REFERENCES ? all : [all[0]!, ...all.slice(1 - MOST_REFERENCES)]
}

// Words that look like an encoded word (RFC 2047) would be read as others.
function unencoded(words: string): string {
  return words.replaceAll('=?', '= ?')
}

function named({ name, address }: MailAddress): { name: string; address: string } {
  return { name: unencoded(name ?? ''), address }
}
