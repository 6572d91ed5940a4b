import type { Instant } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { type MailAttachment, readAttachments } from './attachments.ts'
import { type Automatic, recogniseAutomatic } from './automatic.ts'
import { readBody } from './body.ts'
import { foldText, type Segment } from './fold.ts'
import { type Forwarded, forwardedAsFile, forwardedIn } from './forwarded.ts'
import {
  addressesOf,
  decodeWordsIn,
  type HeaderField,
  headerOf,
  instantIn,
  type MailAddress,
  messageIdsIn,
  readHeaders,
} from './headers.ts'
import { type MimePart, readMimeTree } from './mime-tree.ts'
import { sanitizeMailHtml } from './sanitize.ts'
import { isForward } from './subject.ts'
import { type Seal, sealIn, unpack } from './unpack.ts'

/** A message as far as it could be understood. Message ids carry their angle brackets; addresses are lower case. */
export type UnderstoodMail = {
  readonly messageId: string | null
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly subject: string
  readonly from: MailAddress | null
  readonly replyTo: readonly MailAddress[]
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly bcc: readonly MailAddress[]
  readonly date: Instant | null
  /** All words of the message; `segments` joined give exactly this. */
  readonly text: string
  readonly segments: readonly Segment[]
  /** What the sender wrote now: the segments not folded, joined. */
  readonly visibleText: string
  /** Quotes and signature: the folded segments, joined. */
  readonly foldedText: string
  /** Sanitised; images still by `cid:`, remote ones blocked. Pass it through `sanitizeMailHtml` again to show it. */
  readonly html: string | null
  readonly attachments: readonly MailAttachment[]
  readonly auto: Automatic
  /** Signed or encrypted: said, not checked. */
  readonly seal: Seal | null
  readonly isForward: boolean
  /** The mail that was passed on with this one, if one was: its first sender may be the customer. */
  readonly forwarded: Forwarded | null
  /** Every header field in its order, undecoded. */
  readonly fields: readonly HeaderField[]
  /** Headers of interest (first of each, decoded), by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Something was taken out of its words that stands in its original still: that is for nobody. */
  readonly withheld?: boolean
  /** What was wrong with the message, each a sentence as it is kept (see words/kept.ts). */
  readonly problems: readonly string[]
}

/** Nothing could be read; the raw message is all there is. Why is a sentence as it is kept (see words/kept.ts). */
export type UnreadableMail = { readonly unreadable: string }

const HEADERS_OF_INTEREST = [
  'authentication-results',
  'auto-submitted',
  'delivered-to',
  'importance',
  'list-id',
  'list-unsubscribe',
  'precedence',
  'return-path',
  'sender',
  'thread-topic',
  'user-agent',
  'x-mailer',
  'x-original-to',
  'x-priority',
  'x-spam-flag',
  'x-spam-status',
]

const EMPTY_PART: MimePart = {
  type: 'text/plain',
  params: {},
  disposition: null,
  filename: null,
  contentId: null,
  bytes: new Uint8Array(),
  children: [],
}

/**
 * Understands a raw message (RFC 5322, MIME). Never throws: what is broken is read as far as it goes and named in
 * `problems`; only what is empty, has no header at all or is larger than `maxBytes` (100 MiB) is unreadable.
 */
export async function parseMail(
  raw: Uint8Array,
  { maxBytes = 100 * 1024 * 1024 } = {},
): Promise<UnderstoodMail | UnreadableMail> {
  if (raw.length > maxBytes) return { unreadable: kept('unreadable_larger', { bytes: maxBytes }) }
  const message = withoutLeadingBlanks(raw)
  if (message.length === 0) return { unreadable: kept('unreadable_empty') }
  const hostile = hostility(message)
  if (hostile) return { unreadable: hostile }
  const fields = readHeaders(message)
  if (fields.length === 0) return { unreadable: kept('unreadable_no_mail') }
  const { root, problems } = await readMimeTree(message).catch((error: Error) => ({
    root: asPlainText(message),
    problems: [kept('mail_structure', { why: error.message.slice(0, 300) })],
  }))
  const opened = await unpack(root)
  return understand(message, fields, opened, [...problems, ...opened.problems])
}

/** The most a header may weigh; the parsers read it several times. */
const LARGEST_HEADER = 256 * 1024
// Costs one pass over the bytes, where reading such a message takes minutes and gigabytes.
function hostility(message: Uint8Array): string | null {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0)
  const header = ends.length > 0 ? Math.min(...ends) : bytes.length
  return header > LARGEST_HEADER ? kept('unreadable_header', { kilobytes: LARGEST_HEADER / 1024 }) : null
}

function understand(
  message: Uint8Array,
  fields: readonly HeaderField[],
  { root, seal }: { root: MimePart; seal: Seal | null },
  problems: string[],
): UnderstoodMail {
  const subject = decodeWordsIn(headerOf(fields, 'subject') ?? '')
  const body = readBody(root)
  const forward = isForward(subject)
  const segments = foldText(body.text, { forward })
  const from = addressesOf(fields, 'from')[0] ?? addressesOf(fields, 'sender')[0] ?? null
  const auto = recogniseAutomatic(fields, root, subject)
  const date = instantIn(headerOf(fields, 'date'))
  if (from === null) problems.push(kept('mail_no_sender'))
  if (date === null) problems.push(kept('mail_no_date'))
  return {
    messageId: messageIdsIn(headerOf(fields, 'message-id'))[0] ?? null,
    inReplyTo: messageIdsIn(headerOf(fields, 'in-reply-to')),
    references: messageIdsIn(headerOf(fields, 'references')),
    subject,
    from,
    replyTo: addressesOf(fields, 'reply-to'),
    to: addressesOf(fields, 'to'),
    cc: addressesOf(fields, 'cc'),
    bcc: addressesOf(fields, 'bcc'),
    date,
    text: body.text,
    segments,
    visibleText: joined(segments, false),
    foldedText: joined(segments, true),
    html: shown(body.html, forward, problems),
    attachments: readAttachments(notTooMany(body.files, message, problems), body.html),
    auto,
    seal: seal ?? sealIn(body.text),
    isForward: forward,
    forwarded:
      auto.isBounce || auto.isAutoReply
        ? null
        : (forwardedIn(body.text, { forward }) ?? forwardedAsFile(body.files, subject, body.text)),
    headers: interesting(fields),
    fields,
    problems: [...problems, ...body.problems],
  }
}

/** Each file costs a write and a row; what nobody attaches by hand would keep all other mail waiting. */
const MOST_FILES = 1000

// Beyond that the mail itself is the last of its files: its bytes are kept already, and nothing of it is out of reach.
function notTooMany(
  files: readonly MimePart[],
  message: Uint8Array,
  problems: string[],
): readonly MimePart[] {
  if (files.length <= MOST_FILES) return files
  problems.push(kept('mail_many_files', { count: files.length, most: MOST_FILES }))
  const whole = { disposition: 'attachment', filename: 'original.eml', bytes: message }
  return [...files.slice(0, MOST_FILES), { ...EMPTY_PART, type: 'message/rfc822', ...whole }]
}

function joined(segments: readonly Segment[], folded: boolean): string {
  return segments
    .filter((segment) => segment.folded === folded)
    .map((segment) => segment.text)
    .join('')
}

function shown(html: string | null, forward: boolean, problems: string[]): string | null {
  if (html === null) return null
  try {
    return sanitizeMailHtml(html, { forward }).html
  } catch (error) {
    problems.push(kept('mail_html_unsafe', { why: (error as Error).message.slice(0, 300) }))
    return null
  }
}

function interesting(fields: readonly HeaderField[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of HEADERS_OF_INTEREST) {
    const value = headerOf(fields, name)
    if (value !== null) found[name] = decodeWordsIn(value)
  }
  return found
}

/** Some gateways send blank lines or a byte order mark ahead of the header. */
function withoutLeadingBlanks(raw: Uint8Array): Uint8Array {
  let at = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0
  while (raw[at] === 0x0d || raw[at] === 0x0a) at += 1
  return raw.subarray(at)
}

function asPlainText(message: Uint8Array): MimePart {
  const text = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  const crlf = text.indexOf('\r\n\r\n')
  const at = crlf >= 0 ? crlf + 4 : text.indexOf('\n\n') >= 0 ? text.indexOf('\n\n') + 2 : text.length
  return { ...EMPTY_PART, bytes: message.subarray(at) }
}
