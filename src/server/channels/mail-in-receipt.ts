import en from '../../words/en.json' with { type: 'json' }
import { sayKept } from '../../words/kept.ts'
import { judgedBy } from '../mail/junk-signs.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import type { KeptReceipt, StoredInbound } from './store-mail-in.ts'

/** What the receipt book keeps of a mail beside the message. */
export function keptReceipt(mail: UnderstoodMail, whyHere: KeptReceipt['whyHere']): KeptReceipt {
  const { date, references, withheld } = mail
  return { date, references: references.slice(-100), whyHere, ...(withheld && { withheld }) }
}

/** From whom a mail came and what about, as the receipt book is searched by, and which server says that it looked at its sender. */
export function nameplate(mail: Pick<UnderstoodMail, 'from' | 'subject' | 'fields'>) {
  return {
    sender: mail.from ? mail.from.address.slice(0, 320).toWellFormed() : null,
    subject: mail.subject.slice(0, 500).toWellFormed(),
    judgedBy: judgedBy(mail.fields),
  }
}

/** The receipt of a raw message as it is answered: what became of it, why, and what was understood. */
export function receiptOf(row: StoredInbound, mail: UnderstoodMail | null) {
  const { state, size, conversationId, messageId, problem } = row
  return {
    ...{ state, size, conversationId, messageId },
    // Whoever posts mail is a machine; what it says of itself is English.
    problem: sayKept(en, problem),
    sha256: row.sha256 ?? '',
    whyHere: row.receipt?.whyHere ?? null,
    understood: mail && {
      messageId: mail.messageId,
      from: mail.from ? shown(mail.from) : null,
      to: mail.to.map(shown),
      cc: mail.cc.map(shown),
      subject: mail.subject,
      visibleText: mail.visibleText,
      foldedText: mail.foldedText,
      attachments: mail.attachments.map(({ name, type, size: bytes, sha256 }) => ({
        name,
        type,
        size: bytes,
        sha256,
      })),
      problems: mail.problems.map((one) => sayKept(en, one)),
    },
  }
}

/** An address as messages keep it. */
export function shown({ name, address }: { name: string | null; address: string }) {
  return { name: name ?? '', address }
}

/** Takes out of all its words what the database cannot hold: NUL, and halves of a character. Bytes stay as they are. */
export function sound<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed() as T
  if (Array.isArray(value)) return value.map(sound) as T
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sound(v)])) as T
}
