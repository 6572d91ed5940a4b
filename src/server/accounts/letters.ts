import { fill } from '../../words/words.ts'
import { type Act, flush, type Write } from '../db/flush.ts'
import { queueLetter } from '../jobs/outbox.ts'
import type { Services } from '../services.ts'
import { type Entry, listEntries } from './actions-sign-in.ts'
import { memberLanguage } from './views-language.ts'

/** Sends the link for a new password through a mailbox of a workspace the user may still enter. */
export async function sendPasswordReset(
  services: Services,
  to: { email: string; name: string },
  url: string,
): Promise<void> {
  const context = await services.auth.$context
  const known = await context.internalAdapter.findUserByEmail(to.email)
  if (!known) return
  const letter = await bestLetter(
    await listEntries(services, known.user.id),
    async ({ act, name, memberId }) => {
      const language = await act.db.read(act.workspaceId, (db) =>
        memberLanguage(db, services.languages, memberId),
      )
      const words = language.words.accounts.letters.reset
      return await queueLetter(bySystem(act), {
        purpose: 'password_reset',
        to: { name: to.name, address: to.email },
        subject: fill(words.subject, { name }),
        text: fill(words.text, { to: to.name, url }),
      })
    },
  )
  if (letter) return await flush(bySystem(letter.entry.act), { writes: [letter.write], events: [] })
  // No mailbox yet: whoever runs the server hands the link over (npm run reset-password).
  services.log.warn({ userId: known.user.id }, 'a password reset was asked for, but no mailbox can send')
}

type Queued = { readonly write: Write; readonly inReach: boolean }

/**
 * Of the letters that the workspaces of somebody would send, the one that goes the best way: of a workspace of somebody's own before
 * a demo's, through a server that takes our mail before one that refuses it; null if none can send.
 */
export async function bestLetter(
  entries: readonly Entry[],
  letterOf: (entry: Entry) => Promise<Queued | null>,
): Promise<(Queued & { readonly entry: Entry }) | null> {
  const letters = await Promise.all(
    entries.map(async (entry) => {
      const letter = await letterOf(entry)
      return letter ? [{ ...letter, entry, last: Number(entry.isDemo) * 2 + Number(!letter.inReach) }] : []
    }),
  )
  return letters.flat().sort((a, b) => a.last - b.last)[0] ?? null
}

/** The frame of an act as nobody's own. */
export function bySystem(act: Act): Act {
  return { ...act, actor: { kind: 'system', id: null } }
}
