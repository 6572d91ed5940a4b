import { flush } from '../db/flush.ts'
import { actIn, membershipsOf } from '../http/who.ts'
import { queueLetter } from '../jobs/outbox.ts'
import type { Services } from '../services.ts'

/** Sends the link for a new password through the first of the user's workspaces whose mailbox can send. */
export async function sendPasswordReset(
  services: Services,
  to: { email: string; name: string },
  url: string,
): Promise<void> {
  const context = await services.auth.$context
  const known = await context.internalAdapter.findUserByEmail(to.email)
  if (!known) return
  for (const { workspaceId, workspaceName } of await membershipsOf(services.db, known.user.id)) {
    const act = await actIn(services, workspaceId, { kind: 'system', id: null })
    const letter = await queueLetter(act, {
      purpose: 'password_reset',
      to: { name: to.name, address: to.email },
      subject: `A new password for ${workspaceName}`,
      text: `Hello ${to.name},\n\nopen this link within an hour to choose a new password:\n${url}\n\nIf you did not ask for it, nothing has changed and you need do nothing.\n`,
    })
    if (!letter) continue
    await flush(act, { writes: [letter], events: [] })
    return
  }
  // No mailbox yet: whoever runs the server hands the link over (npm run reset-password).
  services.log.warn({ userId: known.user.id }, 'a password reset was asked for, but no mailbox can send')
}
