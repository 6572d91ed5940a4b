import { decodeText } from './charset.ts'
import {
  addressesOf,
  type HeaderField,
  headerOf,
  messageIdsIn,
  readAddresses,
  readHeaders,
} from './headers.ts'
import { htmlToPlainText } from './html-text.ts'
import type { MimePart } from './mime-tree.ts'
import { type DeliveryReport, type ReturnedMail, readReturnNotice } from './return-notice.ts'
import { SENT_MARK } from './sent-mark.ts'

/** Whether a machine wrote a message, and by what one can tell. None of the three: a person did. */
export type Automatic = {
  readonly isAutoReply: boolean
  readonly isBounce: boolean
  readonly isBulk: boolean
  readonly why: string | null
  readonly reports: readonly DeliveryReport[]
  /** A mail server says that it still tries to deliver a mail. */
  readonly isDelay: boolean
  /** Of a bounce or a delay: the Message-ID of the mail it is about, if it carries that mail or its header. */
  readonly returned: string | null
  /** The mark under which that mail left, if its header came back whole (see sent-mark.ts). */
  readonly returnedMark: string | null
}

/** Only with its colon: a person may well write "Abwesend am Freitag". */
const AWAY_SUBJECT =
  /^\s*(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|out of (?:the )?office|abwesend(?:heit)?|abwesenheitsnotiz|automatische antwort|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori sede|resposta automática|automatisch antwoord|afwezig|autosvar|automatiskt svar|automaattinen vastaus|odpowiedź automatyczna|автоответ|自動応答|自动回复)\s*[:：]/iu

/**
 * Tells automatic messages from a person's (RFC 3834, RFC 3464 and what is common without a standard). A delivery report
 * counts as a bounce only when a delivery failed; one that says "delayed" is an automatic reply about a mail of ours.
 */
export function recogniseAutomatic(
  fields: readonly HeaderField[],
  root: MimePart,
  subject: string,
): Automatic {
  const machine = deliveryReports(root)
  const told = bounceReason(fields, root, machine, subject)
  const notice = told && machine.length === 0 ? readReturnNotice(wordsIn(root), failedOf(fields)) : null
  const waits = notice?.waits ?? false
  const reports = notice && !waits ? notice.reports : machine
  const bounce = waits ? null : told
  const isDelay = waits || (bounce === null && machine.some((report) => report.action === 'delayed'))
  const reply = bounce
    ? null
    : waits
      ? 'a mail server says that it still tries'
      : replyReason(fields, root, reports, subject)
  const bulk = bulkReason(fields)
  const back = bounce === null && !isDelay ? null : (returnedIn(root) ?? notice?.returned ?? null)
  return {
    isBounce: bounce !== null,
    isAutoReply: reply !== null,
    isBulk: bulk !== null,
    isDelay,
    why: bounce ?? reply ?? bulk,
    reports,
    returned: back?.id ?? null,
    returnedMark: back?.mark ?? null,
  }
}

function bounceReason(
  fields: readonly HeaderField[],
  root: MimePart,
  reports: readonly DeliveryReport[],
  subject: string,
): string | null {
  if (reports.length > 0) {
    const failed = reports.some((report) => report.action === 'failed' || report.status?.startsWith('5'))
    return failed ? 'a delivery report says that a delivery failed' : null
  }
  if (root.type === 'multipart/report' && root.params['report-type']?.toLowerCase() === 'delivery-status') {
    return 'it is a delivery report'
  }
  if (headerOf(fields, 'x-failed-recipients') !== null) return 'X-Failed-Recipients is set'
  const postmaster = addressesOf(fields, 'from').some(({ address }) =>
    /^(?:mailer-daemon|postmaster|microsoftexchange[0-9a-f]{8,})@/.test(address),
  )
  const failing =
    /undeliver|not delivered|failure|failed|returned (?:mail|message)|unzustellbar|non remis|mail delivery|nicht zugestellt/i
  return postmaster && failing.test(subject) ? 'a mail server says that a delivery failed' : null
}

function failedOf(fields: readonly HeaderField[]): string[] {
  return fields.flatMap((f) => (f.name === 'x-failed-recipients' ? [f.value] : []))
}

/** What a part says to people, the first that says anything. */
function wordsIn(part: MimePart): string {
  if (part.type === 'text/plain') return decodeText(part.bytes, part.params.charset).text
  if (part.type === 'text/html') return htmlToPlainText(decodeText(part.bytes, part.params.charset).text)
  for (const child of part.children) {
    const words = wordsIn(child)
    if (words.trim() !== '') return words
  }
  return ''
}

/** A bounce brings the mail itself (RFC 3462) or only its header along. */
function returnedIn(part: MimePart): ReturnedMail | null {
  if (/^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/.test(part.type)) {
    const fields = readHeaders(part.bytes)
    const id = messageIdsIn(headerOf(fields, 'message-id'))[0]
    return id ? { id, mark: headerOf(fields, SENT_MARK.toLowerCase()) } : null
  }
  for (const child of part.children) {
    const found = returnedIn(child)
    if (found) return found
  }
  return null
}

function replyReason(
  fields: readonly HeaderField[],
  root: MimePart,
  reports: readonly DeliveryReport[],
  subject: string,
): string | null {
  if (reports.length > 0) return `a delivery report says "${reports[0]!.action}"`
  const submitted = headerOf(fields, 'auto-submitted')?.toLowerCase() ?? 'no'
  if (!/^no\b/.test(submitted)) return `Auto-Submitted: ${submitted.slice(0, 60)}`
  for (const name of ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply']) {
    const value = headerOf(fields, name)
    if (value !== null && !/^(no|false|0)$/i.test(value)) return `${name} is set`
  }
  if (/^auto[-_]?reply$/i.test(headerOf(fields, 'precedence') ?? '')) return 'Precedence: auto_reply'
  if (root.type === 'multipart/report') return `it is a report: ${root.params['report-type'] ?? 'unnamed'}`
  return AWAY_SUBJECT.test(subject) ? 'its subject says so' : null
}

function bulkReason(fields: readonly HeaderField[]): string | null {
  const precedence = headerOf(fields, 'precedence')?.toLowerCase() ?? ''
  if (/^(bulk|list|junk)\b/.test(precedence)) return `Precedence: ${precedence}`
  for (const name of ['list-id', 'list-unsubscribe', 'feedback-id', 'x-campaign-id']) {
    if (headerOf(fields, name) !== null) return `${name} is set`
  }
  return null
}

function deliveryReports(part: MimePart): DeliveryReport[] {
  if (part.type !== 'message/delivery-status') return part.children.flatMap(deliveryReports)
  const blocks = Buffer.from(part.bytes)
    .toString('latin1')
    .slice(0, 100_000)
    // A server's answer is often longer than a line.
    .replace(/(\S)[ \t]*\r?\n[ \t]+(?=\S)/g, '$1 ')
    .split(/\r?\n\s*\r?\n/)
  return blocks.flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(block)?.[1]?.trim() ?? null
    const action = value('Action')?.toLowerCase()
    if (!action) return []
    const recipient = (value('Original-Recipient') ?? value('Final-Recipient'))?.replace(/^[^;]*;/, '') ?? ''
    return [
      {
        address: readAddresses(recipient)[0]?.address ?? null,
        action,
        status: /\d\.\d+\.\d+/.exec(value('Status') ?? '')?.[0] ?? null,
        words:
          value('Diagnostic-Code')
            ?.replace(/^[^;]*;\s*/, '')
            .slice(0, 300) ?? null,
      },
    ]
  })
}
