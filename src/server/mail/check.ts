import type { MailFault } from './faults.ts'
import { checkImap } from './imap.ts'
import { checkSmtp } from './send.ts'
import type { MailServer } from './servers.ts'

/** Both ways of a mailbox: each null when it works, else its fault with a sentence to show beside its fields. */
export type MailboxCheck = { readonly imap: MailFault | null; readonly smtp: MailFault | null }

/** "Test the connection": signs in to both servers at once; reads and sends nothing. Never throws. */
export async function checkMailbox(mailbox: {
  readonly imap: MailServer & { readonly folder?: string }
  readonly smtp: MailServer
}): Promise<MailboxCheck> {
  const [imap, smtp] = await Promise.all([
    checkImap(mailbox.imap, mailbox.imap.folder),
    checkSmtp(mailbox.smtp),
  ])
  return { imap, smtp }
}
