import { fill } from '../../words/words.ts'
import { flush } from '../db/flush.ts'
import { queueLetter } from '../jobs/outbox.ts'
import type { Services } from '../services.ts'
import { listEntries } from './actions-sign-in.ts'
import { memberLanguage } from './views-language.ts'

/**
 * Sends the link for a new password through a mailbox of a workspace the user may still enter: one of somebody's own before a
 * demo, one whose server takes our mail before one that refuses it.
 */
export async function sendPasswordReset(
  services: Services,
  to: { email: string; name: string },
  url: string,
): Promise<void> {
  const context = await services.auth.$context
  const known = await context.internalAdapter.findUserByEmail(to.email)
  if (!known) return
  const entries = await listEntries(services, known.user.id)
  const letters = await Promise.all(
    entries.map(async ({ act, name, isDemo, memberId }) => {
      const language = await act.db.read(act.workspaceId, (db) =>
        memberLanguage(db, services.languages, memberId),
      )
      const words = language.words.accounts.letters.reset
      const frame = { ...act, actor: { kind: 'system', id: null } as const }
      const letter = await queueLetter(frame, {
        purpose: 'password_reset',
        to: { name: to.name, address: to.email },
        subject: fill(words.subject, { name }),
        text: fill(words.text, { to: to.name, url }),
      })
      return letter ? [{ frame, letter, last: Number(isDemo) * 2 + Number(!letter.inReach) }] : []
    }),
  )
  const [first] = letters.flat().sort((a, b) => a.last - b.last)
  if (first) return await flush(first.frame, { writes: [first.letter.write], events: [] })
  // No mailbox yet: whoever runs the server hands the link over (npm run reset-password).
  services.log.warn({ userId: known.user.id }, 'a password reset was asked for, but no mailbox can send')
}
