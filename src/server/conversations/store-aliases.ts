import type { MailboxId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'

/** The other addresses of mailboxes, each like its mailbox but without a server: nothing is sent through it. */
export async function listAliases<Box extends { readonly id: MailboxId; readonly address: string }>(
  db: Reader,
  boxes: readonly Box[],
) {
  const rows = await db
    .selectFrom('mailboxAliases')
    .select(['mailboxId', 'address'])
    .orderBy('createdAt')
    .orderBy('address')
    .execute()
  return rows.flatMap(({ mailboxId, address }) => {
    const box = boxes.find((m) => m.id === mailboxId)
    return box ? [{ ...box, address, smtpHost: null }] : []
  })
}
