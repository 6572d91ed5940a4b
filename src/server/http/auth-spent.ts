import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import type { Pool } from 'pg'
import { type Secret, sign } from '../secret.ts'
import { spendCode } from './who-codes.ts'

/** How long a code of an authenticator could be tried again: its own half minute and the one on either side (ms). */
const VALID_FOR = 90_000

/** What the library says for a code that was tried before. */
export const CODE_SPENT = 'CODE_SPENT'

/**
 * A hook of the sign-in library by which a code of an authenticator is looked at once (RFC 6238 §5.2), whoever brings it and however
 * many bring it at the same time: it is written down before it is looked at. The library itself lets a code count twice.
 */
export function eachCodeOnce(pool: Pool, secret: Secret) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== '/two-factor/verify-totp') return
    const userId = (await getSessionFromCtx(ctx))?.user.id ?? (await userOfSecondStep(ctx))
    if (!userId) return
    const mark = sign(secret, 'spent code', userId, String(ctx.body?.code))
    // The library's clock is the real one.
    const now = Date.now()
    if (!(await spendCode(pool, { userId, mark, now, until: now + VALID_FOR })))
      throw new APIError('UNAUTHORIZED', { code: CODE_SPENT, message: CODE_SPENT })
  })
}

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

async function userOfSecondStep(ctx: HookContext): Promise<string | null> {
  const { name } = ctx.context.createAuthCookie('two_factor')
  const identifier = await ctx.getSignedCookie(name, ctx.context.secret)
  if (!identifier) return null
  return (await ctx.context.internalAdapter.findVerificationValue(identifier))?.value ?? null
}
