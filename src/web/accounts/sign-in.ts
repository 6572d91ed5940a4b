/** Why signing in did not work, as far as one can tell somebody. */
export type SignInTrouble = 'wrong' | 'often' | 'offline' | 'failed'

/** Asks the sign-in of the server; null when it worked. Its endpoints stand beside the contract (better-auth). */
async function post(path: string, body: Record<string, string>): Promise<SignInTrouble | 'code' | null> {
  try {
    const reply = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
    })
    if (reply.ok) {
      const { twoFactorRedirect } = (await reply.json()) as { twoFactorRedirect?: boolean }
      return twoFactorRedirect ? 'code' : null
    }
    if (reply.status === 429) return 'often'
    return reply.status < 500 ? 'wrong' : 'failed'
  } catch {
    return 'offline'
  }
}

/** Signs in by address and password; `code`: the second step comes next. */
export function signIn(email: string, password: string): Promise<SignInTrouble | 'code' | null> {
  return post('sign-in/email', { email: email.trim(), password })
}

type Done = Promise<SignInTrouble | null>

/** Has a letter sent with a link to choose a new password; the answer does not tell whether the address is known. */
export function requestPasswordReset(email: string): Promise<SignInTrouble | null> {
  return post('request-password-reset', { email: email.trim(), redirectTo: '/reset-password' }) as Done
}

/** Chooses a new password by the token of the letter; `wrong`: the token was used or has run out. */
export function resetPassword(newPassword: string, token: string): Promise<SignInTrouble | null> {
  return post('reset-password', { newPassword, token }) as Done
}
