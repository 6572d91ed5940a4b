import { firstName } from '../shared/first-name.ts'
import type { MailName } from './recipients.ts'

/** Under which names a mailbox can send: who writes and the house; their first name and the house; the house alone. */
export const FROM_NAMES = ['member_house', 'first_house', 'house'] as const
export type FromName = (typeof FROM_NAMES)[number]

/** The name a mail goes out under. */
export function fromName(how: FromName, member: string, house: string): string {
  if (how === 'house') return house
  return [how === 'first_house' ? firstName(member) : member, house].filter(Boolean).join(', ')
}

/**
 * From which of a mailbox's addresses an answer goes out: the one the mail it answers was written to, with or without a token behind
 * a plus; else its own. Of several the first it names. Addresses are compared without regard to case.
 */
export function answerFrom(
  mailbox: { readonly address: string; readonly aliases: readonly string[] },
  answered: { readonly to: readonly MailName[]; readonly cc: readonly MailName[] } | null,
): string {
  const plain = (address: string) => address.toLowerCase().replace(/\+[^@]*@/, '@')
  const ours = [mailbox.address, ...mailbox.aliases]
  const written = answered ? [...answered.to, ...answered.cc] : []
  for (const { address } of written) {
    const exact = ours.find((own) => own.toLowerCase() === address.toLowerCase())
    const own = exact ?? ours.find((one) => one.toLowerCase() === plain(address))
    if (own) return own
  }
  return mailbox.address
}
