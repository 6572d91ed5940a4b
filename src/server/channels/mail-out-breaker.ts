import { BREAKER_MINUTES, opensBreaker } from '../../domain/channels/breaker.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { type Act, flush } from '../db/flush.ts'
import { type ClaimedMail, settleMail } from '../jobs/outbox.ts'
import { countPair, findBreaker, openBreaker } from './store-breakers.ts'

/**
 * Keeps back what would leave by itself for an address to which too much left by itself (see `opensBreaker`), and tells so once. Tells
 * whether it did: the mail waits then, with why, and is tried again when the time is over. What people write leaves whatever happens,
 * and so do letters to members. `now` is real time.
 */
export async function heldByBreaker(act: Act, mail: ClaimedMail, now: Instant): Promise<boolean> {
  const { mailboxId, messageId, content } = mail
  if (!content.automatic || !messageId || !mailboxId) return false
  for (const to of mail.envelopeTo) {
    const address = to.toLowerCase()
    const { stands, pair } = await act.db.read(act.workspaceId, async (db) => ({
      stands: await findBreaker(db, mailboxId, address),
      pair: await countPair(db, mailboxId, address, plus(act.now, { minutes: -BREAKER_MINUTES })),
    }))
    const open = stands !== null && stands > now
    if (!open && !opensBreaker(pair)) continue
    const until = open ? stands : plus(now, { minutes: BREAKER_MINUTES })
    const lastProblem = kept('answers_itself', { address })
    const waits = settleMail(mail.id, { state: 'queued', lastProblem, nextAttemptAt: until })
    const opens = openBreaker(act.workspaceId, { mailboxId, address, openedAt: now, until })
    await flush(act, {
      writes: open ? [waits] : [waits, opens],
      events: open ? [] : [{ kind: 'mail.breaker_opened', subjects: { mailboxId }, data: {} }],
    })
    return true
  }
  return false
}
