import type { UnderstoodMail } from '../mail/parse.ts'
import { comparable } from './mail-in-sender.ts'

/** A mail that names more than this is filed alone. */
const MANY = 60

/**
 * What no two mails may be filed under at the same time: whoever it may be from (two of one new sender make one person), its Message-ID
 * (it may come through two mailboxes), and every one it names (what answers it must find it). Null: with nothing beside it.
 */
export function filingKeys(mail: UnderstoodMail): readonly string[] | null {
  const senders = [mail.from, ...mail.replyTo].flatMap((a) => (a ? [`from ${comparable(a.address)}`] : []))
  const ids = [mail.messageId, mail.auto.returned, ...mail.inReplyTo, ...mail.references]
  const keys = [...new Set([...senders, ...ids.flatMap((id) => (id ? [`mail ${id}`] : []))])]
  return keys.length > MANY ? null : keys
}
