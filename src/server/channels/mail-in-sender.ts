import type { MessageKind } from '../../domain/conversations/reopen.ts'
import { normaliseHandle } from '../../domain/people/handles.ts'
import { isRefusal } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { MailAddress } from '../mail/headers.ts'
import type { UnderstoodMail } from '../mail/parse.ts'

/** Who a mail is from, as we treat it. */
export type Sender = {
  readonly kind: MessageKind
  readonly address: MailAddress
  /** It came under one of our own addresses. */
  readonly isUs: boolean
  /** It came under one of our own addresses, and may not be ours. */
  readonly saysUs?: boolean
  /** Our own address under which somebody else wrote (a website's form, a forwarding). */
  readonly via: string | null
  /** A machine that is nobody, or an address nobody can have: no person is made of it. */
  readonly isNobody: boolean
}

/**
 * Whom a mail is from. Websites send what people type in under our own address, with theirs in Reply-To: then they are the
 * sender. Null if the mail names nobody.
 */
export function senderOf(mail: UnderstoodMail, ours: ReadonlySet<string>): Sender | null {
  const { from, auto } = mail
  if (!from) return null
  const own = isOurs(from.address, ours)
  const other = own ? mail.replyTo.find((a) => !isOurs(a.address, ours)) : undefined
  const address = other ?? from
  const isUs = own && !other
  return {
    kind: auto.isAutoReply || auto.isBounce ? 'automatic' : isUs ? 'from_us' : 'from_them',
    address,
    isUs,
    via: other ? from.address : null,
    isNobody:
      isUs ||
      auto.isBounce ||
      auto.isDelay ||
      auto.reports.length > 0 ||
      isRefusal(normaliseHandle('email', address.address, '')),
  }
}

/** Tells whether an address is one of our mailboxes, with or without a token (`inbox+token@`). */
export function isOurs(address: string, ours: ReadonlySet<string>): boolean {
  const plain = address.toLowerCase()
  return ours.has(plain) || ours.has(plain.replace(/\+[^@]*@/, '@'))
}

/** An address in the form by which addresses are compared. */
export function comparable(address: string): string {
  const handle = normaliseHandle('email', address, '')
  return isRefusal(handle) ? address.trim().toLowerCase() : handle.value
}

/**
 * Tells whether a mail known under the same Message-ID is the same. Some programs give every mail the same one: the sender, and
 * the date or the words, have to be the same too.
 */
export function isSameMail(
  known: {
    readonly direction: 'in' | 'out' | 'note'
    readonly recipients: { readonly from: readonly { readonly address: string }[] }
    readonly text: string
    readonly date: Instant | null
  },
  mail: UnderstoodMail,
  sender: Sender,
): boolean {
  const words = (text: string) => text.replace(/\s+/g, ' ').trim()
  const from = comparable(sender.address.address)
  if (!known.recipients.from.some((a) => comparable(a.address) === from)) return false
  const sameDate = mail.date !== null && known.date === mail.date
  return known.direction === 'out' || sameDate || words(known.text) === words(mail.text)
}
