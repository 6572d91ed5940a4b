import type { SignInTrouble } from '../sign-in.ts'

/** Changes the password of who is signed in and ends their sessions elsewhere; null when it worked, `wrong`: the present one is another. */
export async function changePassword(
  currentPassword: string,
  newPassword: string,
): Promise<SignInTrouble | null> {
  try {
    const reply = await fetch('/api/auth/change-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify({ currentPassword, newPassword, revokeOtherSessions: true }),
    })
    if (reply.ok) return null
    if (reply.status === 429) return 'often'
    return reply.status === 400 ? 'wrong' : 'failed'
  } catch {
    return 'offline'
  }
}
