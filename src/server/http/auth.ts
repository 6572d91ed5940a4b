import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { Pool } from 'pg'
import { lockWait, PATIENCE, type Patience } from '../db/trouble.ts'
import type { Secret } from '../secret.ts'
import { eachCodeOnce } from './auth-spent.ts'

/** Sign-in: passwords, sessions, reset by mail, throttling. Its tables stand in schema `auth`. */
export type Auth = ReturnType<typeof makeAuth>

/** Sends a letter with a link to somebody who forgot their password. */
export type SendReset = (to: { email: string; name: string }, url: string) => Promise<void>

/** Hears that a user (by id) signed in, or chose a new password by a link. */
export type TellSignIn = (kind: 'member.signed_in' | 'member.password_reset', userId: string) => Promise<void>

/** The header in which the server tells better-auth who called; it is set by us, never taken from outside. */
export const CALLER = 'x-servus-caller'

/** How passwords are hashed and checked. */
export type Hashing = {
  readonly hash: (password: string) => Promise<string>
  readonly verify: (given: { hash: string; password: string }) => Promise<boolean>
}

/** Makes the sign-in over the serving role's address of the database; `hashing` is better-auth's own (scrypt) if not said. */
export function makeAuth(options: {
  appUrl: string
  secret: Secret
  publicUrl: () => string
  sendReset: SendReset
  tell?: TellSignIn
  hashing?: Hashing
  clock?: () => number
  patience?: Patience
}) {
  const clock = options.clock ?? Date.now
  const pool = new Pool({
    connectionString: options.appUrl,
    options: `-c timezone=UTC -c search_path=auth ${lockWait(options.patience ?? PATIENCE)}`,
    max: 4,
  })
  pool.on('error', () => {})
  // A connection that dies at work fails its query; unheard, it would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}))
  const auth = betterAuth({
    database: pool,
    secret: options.secret.key('sign-in').toString('hex'),
    baseURL: options.publicUrl(),
    basePath: '/api/auth',
    trustedOrigins: (request) => {
      const host = request?.headers.get('host')
      return host ? [`http://${host}`, `https://${host}`] : []
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      ...(options.hashing ? { password: options.hashing } : {}),
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      sendResetPassword: async ({ user, token }) => {
        await options.sendReset(
          { email: user.email, name: user.name },
          `${options.publicUrl()}/reset-password?token=${encodeURIComponent(token)}`,
        )
      },
      onPasswordReset: async ({ user }) => await options.tell?.('member.password_reset', user.id),
    },
    databaseHooks: {
      session: {
        create: {
          // Whoever gets a session has just proved who they are.
          before: async (session) => ({
            data: { ...session, provedAt: new Date(clock()), seenAt: new Date(clock()) },
          }),
          after: async ({ userId }, context) => {
            // After the password alone the library makes a session and takes it back: the code tells of it then.
            if (context?.path !== '/sign-in/email') return
            const user = await context.context.internalAdapter.findUserById(userId)
            const { twoFactorEnabled } = (user ?? {}) as { twoFactorEnabled?: boolean }
            if (!twoFactorEnabled) await options.tell?.('member.signed_in', userId)
          },
        },
      },
    },
    appName: 'Servus',
    plugins: [
      twoFactor({
        twoFactorCookieMaxAge: 600,
        accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 },
      }),
    ],
    hooks: { before: eachCodeOnce(pool, options.secret) },
    session: {
      additionalFields: {
        provedAt: { type: 'date', required: false, input: false },
        seenAt: { type: 'date', required: false, input: false },
      },
      expiresIn: 60 * 60 * 24 * 14,
      updateAge: 60 * 60 * 24,
      cookieCache: { enabled: true, maxAge: 30 },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/request-password-reset': { window: 300, max: 5 },
        '/reset-password': { window: 300, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: 'servus',
      ipAddress: { ipAddressHeaders: [CALLER] },
      useSecureCookies: options.publicUrl().startsWith('https://'),
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
  return { ...auth, close: () => pool.end() }
}

/** Makes a user with a password, or finds the one of that address. Gives back the user's id. */
export async function makeUser(
  auth: Auth,
  input: { email: string; name: string; password: string },
): Promise<string> {
  const context = await auth.$context
  const email = input.email.trim().toLowerCase()
  const known = await context.internalAdapter.findUserByEmail(email)
  if (known) return known.user.id
  const password = await context.password.hash(input.password)
  const user = await context.internalAdapter.createUser(
    { email, name: input.name, emailVerified: true },
    { method: 'admin' },
  )
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password,
  })
  return user.id
}

/** Tells whether an address belongs to somebody who can sign in. */
export async function isKnown(auth: Auth, email: string): Promise<boolean> {
  const context = await auth.$context
  return (await context.internalAdapter.findUserByEmail(email.trim().toLowerCase())) !== null
}

/** Tells whether a user has two-step sign-in. */
export async function hasTwoStep(auth: Auth, userId: string): Promise<boolean> {
  const user = await (await auth.$context).internalAdapter.findUserById(userId)
  return (user as { twoFactorEnabled?: boolean } | null)?.twoFactorEnabled ?? false
}

/** Checks a password of somebody known; null if there is no such user, else whether it is right. */
export async function checkPassword(
  auth: Auth,
  email: string,
  password: string,
): Promise<string | null | false> {
  const context = await auth.$context
  const known = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase(), {
    includeAccounts: true,
  })
  if (!known) return null
  const hash = known.accounts.find((a) => a.providerId === 'credential')?.password
  return hash && (await context.password.verify({ hash, password })) ? known.user.id : false
}

/**
 * Signs somebody in, from the browser its headers tell of; gives back the cookies to set. Who has two-step sign-in is not in yet
 * then: the cookie is that of the second step.
 */
export async function signIn(
  auth: Auth,
  email: string,
  password: string,
  headers = new Headers(),
): Promise<string[]> {
  const reply = await auth.api.signInEmail({ body: { email, password }, headers, asResponse: true })
  return reply.headers.getSetCookie()
}
