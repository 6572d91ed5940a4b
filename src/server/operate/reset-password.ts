import { takeTwoStepEverywhere } from '../accounts/actions-sign-in.ts'
import { openDatabase } from '../db/database.ts'
import { idMaker } from '../db/ids.ts'
import { type Auth, makeAuth } from '../http/auth.ts'
import type { AtHand } from './at-hand.ts'

/**
 * Makes a link by which somebody chooses a new password (once, within an hour), or with `password` sets it at once and signs
 * them out everywhere.
 * `twoStep` takes the second step from them too, for who lost telephone and recovery codes; the audit trail of each of their
 * workspaces tells of it.
 * @throws Error with one sentence if nobody signs in with that address, or the password is too short or too long.
 */
export async function resetPassword(
  at: AtHand,
  email: string,
  password: string | null,
  { twoStep = false }: { twoStep?: boolean } = {},
): Promise<string> {
  if (password !== null && (password.length < 10 || password.length > 128))
    throw new Error('A password has 10 to 128 characters: choose another.')
  const { host, port, publicUrl } = at.config
  let link = ''
  const auth = makeAuth({
    appUrl: at.reached.appUrl,
    secret: at.secret,
    publicUrl: () => publicUrl ?? `http://${host}:${port}`,
    sendReset: async (_to, url) => {
      link = url
    },
  })
  try {
    await auth.api.requestPasswordReset({ body: { email: email.trim().toLowerCase() } }).catch(() => {})
    if (!link)
      throw new Error(`Nobody signs in with ${email}: check the spelling, or invite them in Settings.`)
    const token = new URL(link).searchParams.get('token') ?? ''
    if (twoStep) await resetTwoStepOf(at, auth, email)
    if (password !== null) await auth.api.resetPassword({ body: { newPassword: password, token } })
    return link
  } finally {
    await auth.close()
  }
}

async function resetTwoStepOf(at: AtHand, auth: Auth, email: string): Promise<void> {
  const context = await auth.$context
  const known = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase())
  if (!known) return
  const db = openDatabase(at.reached.appUrl, 2)
  try {
    await takeTwoStepEverywhere({ db, clock: Date.now, newId: idMaker(Date.now) }, known.user.id)
  } finally {
    await db.close()
  }
}
