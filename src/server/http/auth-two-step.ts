import { APIError } from 'better-auth/api'
import { type RefusalCode, refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'
import type { Auth } from './auth.ts'
import { CODE_SPENT } from './auth-spent.ts'

/** A code: of the authenticator, or one of the recovery codes. */
export type Code = { readonly code: string; readonly way: 'app' | 'recovery' }

/** What the library refuses, in our words; anything else is a fault. */
const SAID: Readonly<Record<string, RefusalCode>> = {
  INVALID_PASSWORD: 'password_wrong',
  INVALID_CODE: 'code_wrong',
  INVALID_BACKUP_CODE: 'code_wrong',
  [CODE_SPENT]: 'code_wrong',
  INVALID_TWO_FACTOR_COOKIE: 'sign_in_again',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'sign_in_again',
  ACCOUNT_TEMPORARILY_LOCKED: 'too_many_requests',
  TOTP_ALREADY_ENABLED: 'two_step_on',
  TOTP_NOT_ENABLED: 'two_step_off',
  TWO_FACTOR_NOT_ENABLED: 'two_step_off',
  BACKUP_CODES_NOT_ENABLED: 'two_step_off',
}
const FIELDS: Partial<Record<RefusalCode, string>> = { password_wrong: 'password', code_wrong: 'code' }

/** Begins the setting up: the address an authenticator reads (otpauth), and the recovery codes. @throws Refused `password_wrong`, `two_step_on`. */
export async function beginTwoStep(auth: Auth, headers: Headers, password: string) {
  const reply = await said(() => auth.api.enableTwoFactor({ body: { password, issuer: 'Servus' }, headers }))
  if (reply.method !== 'totp') throw new Error('the library began something else')
  return { uri: reply.totpURI, recoveryCodes: reply.backupCodes }
}

/**
 * Looks at a code: within a session whether it is right, at the second step of signing in it lets somebody in. Gives who it is, and
 * the cookies to set. Each challenge may be tried five times, each account ten times in a row.
 * @throws Refused `code_wrong`, `sign_in_again`, `too_many_requests`, `two_step_off`.
 */
export async function checkCode(
  auth: Auth,
  headers: Headers,
  { code, way }: Code,
): Promise<{ userId: string; cookies: string[] }> {
  const done = await said(() =>
    way === 'app'
      ? auth.api.verifyTOTP({ body: { code: code.replace(/\s/g, '') }, headers, returnHeaders: true })
      : auth.api.verifyBackupCode({ body: { code: asWritten(code) }, headers, returnHeaders: true }),
  )
  return { userId: done.response.user.id, cookies: done.headers.getSetCookie() }
}

/** Switches the second step off; gives the cookies to set. @throws Refused `password_wrong`. */
export async function endTwoStep(auth: Auth, headers: Headers, password: string): Promise<string[]> {
  const done = await said(() =>
    auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  )
  return done.headers.getSetCookie()
}

/** Makes new recovery codes in the place of the old. @throws Refused `password_wrong`, `two_step_off`. */
export async function newRecoveryCodes(auth: Auth, headers: Headers, password: string): Promise<string[]> {
  return (await said(() => auth.api.generateBackupCodes({ body: { password }, headers }))).backupCodes
}

/** How many recovery codes somebody has left. */
export async function countRecoveryCodes(auth: Auth, userId: string): Promise<number> {
  return (await said(() => auth.api.viewBackupCodes({ body: { userId } }))).backupCodes.length
}

/** Changes a password and ends every session but a new one; gives its cookies. @throws Refused `password_wrong`. */
export async function newPassword(
  auth: Auth,
  headers: Headers,
  input: { currentPassword: string; newPassword: string },
): Promise<string[]> {
  const body = { ...input, revokeOtherSessions: true }
  const done = await said(() => auth.api.changePassword({ body, headers, returnHeaders: true }))
  return done.headers.getSetCookie()
}

// People leave the hyphen out, or put blanks in its place.
function asWritten(code: string): string {
  const plain = code.replace(/[\s-]/g, '')
  return `${plain.slice(0, 5)}-${plain.slice(5)}`
}

async function said<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (e) {
    const code = e instanceof APIError ? SAID[String(e.body?.code)] : undefined
    // Two who use one recovery code at once: the second finds the list changed.
    const conflict = e instanceof APIError && e.status === 'CONFLICT'
    if (!code && !conflict) throw e
    const no = code ?? 'code_wrong'
    throw new Refused(refuse(no, FIELDS[no] ? { field: FIELDS[no] } : {}))
  }
}
