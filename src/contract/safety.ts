import { z } from 'zod'
import { TOKEN_SCOPES } from '../domain/accounts/tokens.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, shownId, text } from './shared.ts'

export const tokenScopes = [...TOKEN_SCOPES]

const password = z.string().min(1).max(128)
const newPassword = z.string().min(10).max(128)
/** A code as people type it: with blanks, or a recovery code without its hyphen. */
const code = text(40)
/** Where a code comes from: the authenticator, or the list of recovery codes. */
const way = z.enum(['app', 'recovery']).default('app')

export const enterCode = endpoint({
  name: 'enterCode',
  summary: 'Second step of signing in, after the password: a code of the authenticator, or a recovery code',
  method: 'post',
  path: '/sign-in/code',
  access: 'public',
  body: z.object({ code, way }),
})
export const readSafety = endpoint({
  name: 'readSafety',
  summary: 'How safe my own account is: two-step sign-in and recovery codes left',
  method: 'get',
  path: '/me/safety',
  access: 'signed_in',
  beforeTwoStep: true,
  reply: z.object({
    twoStep: z.boolean(),
    recoveryCodesLeft: z.number().int(),
    /** From when on this workspace asks for it; null: it does not. */
    demandedFrom: instant.nullable(),
  }),
})
export const confirmItsMe = endpoint({
  name: 'confirmItsMe',
  summary: 'Prove again who I am, by password or code, before a dangerous act; counts for 15 minutes',
  method: 'post',
  path: '/me/confirm',
  access: 'signed_in',
  body: z.union([z.object({ password }), z.object({ code })]),
})
export const startTwoStep = endpoint({
  name: 'startTwoStep',
  summary:
    'Begin to set up two-step sign-in: the secret for an authenticator and the recovery codes, shown once',
  method: 'post',
  path: '/me/two-step',
  access: 'signed_in',
  beforeTwoStep: true,
  body: z.object({ password }),
  reply: z.object({ uri: z.string(), secret: z.string(), recoveryCodes: z.array(z.string()) }),
})
export const finishTwoStep = endpoint({
  name: 'finishTwoStep',
  summary: 'Switch two-step sign-in on, by the first code of the authenticator',
  method: 'post',
  path: '/me/two-step/finish',
  access: 'signed_in',
  beforeTwoStep: true,
  body: z.object({ code }),
})
export const stopTwoStep = endpoint({
  name: 'stopTwoStep',
  summary: 'Switch two-step sign-in off; wants the password and a code',
  method: 'post',
  path: '/me/two-step/stop',
  access: 'signed_in',
  body: z.object({ password, code, way }),
})
export const renewRecoveryCodes = endpoint({
  name: 'renewRecoveryCodes',
  summary: 'New recovery codes, shown once; the old ones end',
  method: 'post',
  path: '/me/recovery-codes',
  access: 'signed_in',
  body: z.object({ password }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
})
export const changePassword = endpoint({
  name: 'changePassword',
  summary: 'Change my password; every other session of mine ends',
  method: 'post',
  path: '/me/password',
  access: 'signed_in',
  body: z.object({ currentPassword: password, newPassword }),
})

export const listSessions = endpoint({
  name: 'listSessions',
  summary: 'Where I am signed in, the one used last first; at most a hundred',
  method: 'get',
  path: '/me/sessions',
  access: 'signed_in',
  reply: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        /** How the browser names itself. */
        userAgent: z.string(),
        /** The network address it signed in from; where that is, we do not know. */
        address: z.string(),
        signedInAt: instant,
        /** To within five minutes. */
        seenAt: instant,
        thisOne: z.boolean(),
      }),
    ),
  }),
})
export const endSession = endpoint({
  name: 'endSession',
  summary: 'End one of my sessions; it stops at once',
  method: 'post',
  path: '/me/sessions/{sessionId}/end',
  access: 'signed_in',
  params: z.object({ sessionId: text(100) }),
})
export const endOtherSessions = endpoint({
  name: 'endOtherSessions',
  summary: 'End all my sessions but this one',
  method: 'post',
  path: '/me/sessions/end-others',
  access: 'signed_in',
  reply: z.object({ ended: z.number().int() }),
})

export const listTwoStep = endpoint({
  name: 'listTwoStep',
  summary: 'Who has two-step sign-in, and from when on everybody needs it',
  method: 'get',
  path: '/members/two-step',
  access: 'members.manage',
  reply: z.object({
    from: instant.nullable(),
    version: z.number().int(),
    items: z.array(z.object({ memberId: shownId('member'), twoStep: z.boolean() })),
  }),
})
export const demandTwoStep = endpoint({
  name: 'demandTwoStep',
  summary: 'Have everybody here use two-step sign-in from a moment on; null: nobody has to',
  method: 'put',
  path: '/workspace/two-step',
  access: 'workspace.configure',
  fresh: true,
  body: z.object({ from: instantIn.nullable(), version: z.number().int() }),
})
export const resetTwoStep = endpoint({
  name: 'resetTwoStep',
  summary:
    'Take the second step from somebody who lost it; they are signed out everywhere, told by mail, and it stands in the audit trail',
  method: 'post',
  path: '/members/{memberId}/two-step/reset',
  access: 'members.manage',
  fresh: true,
  params: z.object({ memberId: id('member') }),
})

const apiToken = z
  .object({
    id: shownId('api_token'),
    name: z.string(),
    scopes: z.array(z.string()),
    /** Its first letters, to know it by. */
    begins: z.string(),
    maker: memberRef,
    mine: z.boolean(),
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.nullable(),
    /** To within five minutes. */
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'ApiToken' })
export const listTokens = endpoint({
  name: 'listTokens',
  summary: 'My API tokens, or with the right to manage members those of everybody, the latest first',
  method: 'get',
  path: '/tokens',
  access: 'signed_in',
  query: z.object({ ...pageQuery, of: z.enum(['me', 'all']).default('me') }),
  reply: page(apiToken),
})
export const makeToken = endpoint({
  name: 'makeToken',
  summary:
    'Make an API token, shown once; it acts as its maker, within its scopes, until it expires or is revoked',
  method: 'post',
  path: '/tokens',
  access: 'signed_in',
  fresh: true,
  body: z.object({
    name: text(100),
    scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
    expiresAt: instantIn,
  }),
  reply: z.object({ token: z.string(), item: apiToken }),
})
export const revokeToken = endpoint({
  name: 'revokeToken',
  summary: 'Revoke an API token; it opens nothing from now on',
  method: 'post',
  path: '/tokens/{tokenId}/revoke',
  access: 'signed_in',
  params: z.object({ tokenId: id('api_token') }),
})
