import { readServer } from '../../domain/channels/authenticity.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { isLikelyOurs } from '../mail/junk-signs.ts'
import { listJudges, updateBelieved } from './store-believed.ts'
import { findMailbox } from './store-mailboxes.ts'

/** How many of the latest mails are looked at for who signed what stands on top of them. */
const LATEST = 500

/** Whose findings about senders count for a mailbox, and whose stand on the mails that came. @throws Refused `not_found`. */
export async function showBelieved(asked: Asked, id: MailboxId) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const mailbox = await findMailbox(db, id)
    if (!mailbox) throw new Refused(refuse('not_found'))
    const { mails, judges } = await listJudges(db, id, LATEST)
    return {
      servers: [...mailbox.believedServers],
      seen: judges.map((j) => ({ ...j, likely: isLikelyOurs(j.server, mailbox) })),
      mails,
    }
  })
}

/** Says whose findings about senders count from now on. @throws Refused `invalid_input` on `servers`, `not_found`. */
export async function changeBelieved(asked: Asked, id: MailboxId, servers: readonly string[]): Promise<void> {
  const read = servers.map(readServer)
  if (read.includes(null)) throw new Refused(refuse('invalid_input', { field: 'servers' }))
  const names = [...new Set(read)] as string[]
  await flush(asked, {
    writes: [updateBelieved(id, names)],
    events: [{ kind: 'mailbox.changed', subjects: { mailboxId: id }, data: { believed: names.length } }],
  })
}
