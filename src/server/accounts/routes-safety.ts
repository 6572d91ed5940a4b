import type { Context } from 'hono'
import * as contract from '../../contract/safety.ts'
import { may } from '../../domain/accounts/permissions.ts'
import type { TokenScope } from '../../domain/accounts/tokens.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import * as twoStep from '../http/auth-two-step.ts'
import { headersOf } from '../http/headers.ts'
import { type Asked, publicRoute, type Route, route } from '../http/route.ts'
import * as actions from './actions-safety.ts'
import { tellSignIn } from './actions-sign-in.ts'
import * as tokens from './actions-tokens.ts'
import { findWorkspace } from './store.ts'
import * as sessions from './store-sessions.ts'
import { listTokens } from './store-tokens.ts'
import * as steps from './store-two-step.ts'

export const safetyRoutes: Route[] = [
  publicRoute(contract.enterCode, async ({ services, c }, { body }) => {
    const { userId, cookies } = await twoStep.checkCode(services.auth, headersOf(services, c), body)
    setCookies(c, cookies)
    if (body.way === 'recovery') await tellSignIn(services, 'member.recovery_used', userId)
    await tellSignIn(services, 'member.signed_in', userId)
  }),
  route(contract.readSafety, async (a) => {
    const via = actions.sessionOf(a)
    const workspace = await a.db.read(a.workspaceId, findWorkspace)
    const left = via.twoStep ? await twoStep.countRecoveryCodes(a.services.auth, via.userId) : 0
    return {
      twoStep: via.twoStep,
      recoveryCodesLeft: left,
      demandedFrom: workspace?.twoStepFrom ?? null,
    }
  }),
  route(contract.confirmItsMe, (a, { body }, c) => actions.confirmItsMe(a, headersOf(a.services, c), body)),
  route(contract.startTwoStep, async (a, { body }, c) => {
    const begun = await actions.limited(a.services, actions.sessionOf(a).userId, () =>
      twoStep.beginTwoStep(a.services.auth, headersOf(a.services, c), body.password),
    )
    return { ...begun, secret: new URL(begun.uri).searchParams.get('secret') ?? '' }
  }),
  route(contract.finishTwoStep, async (a, { body }, c) => {
    const { userId, twoStep: on } = actions.sessionOf(a)
    if (on) throw new Refused(refuse('two_step_on'))
    const { cookies } = await actions.limited(a.services, userId, () =>
      twoStep.checkCode(a.services.auth, headersOf(a.services, c), { code: body.code, way: 'app' }),
    )
    setCookies(c, cookies)
    await tellSignIn(a.services, 'member.two_step_on', userId)
  }),
  route(contract.stopTwoStep, async (a, { body }, c) => {
    setCookies(c, await actions.stopTwoStep(a, headersOf(a.services, c), body))
  }),
  route(contract.renewRecoveryCodes, async (a, { body }, c) => {
    const { userId } = actions.sessionOf(a)
    const recoveryCodes = await actions.limited(a.services, userId, () =>
      twoStep.newRecoveryCodes(a.services.auth, headersOf(a.services, c), body.password),
    )
    await tellSignIn(a.services, 'member.recovery_renewed', userId)
    return { recoveryCodes }
  }),
  route(contract.changePassword, async (a, { body }, c) => {
    const { userId } = actions.sessionOf(a)
    const cookies = await actions.limited(a.services, userId, () =>
      twoStep.newPassword(a.services.auth, headersOf(a.services, c), body),
    )
    setCookies(c, cookies)
    await tellSignIn(a.services, 'member.password_changed', userId)
  }),
  route(contract.listSessions, async (a) => {
    const { userId, sessionId } = actions.sessionOf(a)
    const items = await sessions.listSessions(a.db, userId)
    return { items: items.map((s) => ({ ...s, thisOne: s.id === sessionId })) }
  }),
  route(contract.endSession, async (a, { params }) => {
    const { userId } = actions.sessionOf(a)
    const ended = await sessions.endSessions(a.db, userId, { only: params.sessionId })
    if (ended === 0) throw new Refused(refuse('not_found'))
    await tellSignIn(a.services, 'member.session_ended', userId)
  }),
  route(contract.endOtherSessions, async (a) => {
    const { userId, sessionId } = actions.sessionOf(a)
    const ended = await sessions.endSessions(a.db, userId, { allBut: sessionId })
    if (ended > 0) await tellSignIn(a.services, 'member.session_ended', userId)
    return { ended }
  }),
  route(contract.listTwoStep, async (a) =>
    a.db.read(a.workspaceId, async (db) => {
      const workspace = (await findWorkspace(db))!
      const items = await steps.listTwoStep(db, a.now)
      return { from: workspace.twoStepFrom, version: workspace.version, items }
    }),
  ),
  route(contract.demandTwoStep, (a, { body }) => actions.demandTwoStep(a, body.from, body.version)),
  route(contract.resetTwoStep, (a, { params }) => actions.resetTwoStep(a, params.memberId)),
  route(contract.listTokens, async (a, { query }) => {
    if (query.of === 'all' && !may(a.member, 'members.manage', a.now))
      throw new Refused(refuse('not_allowed'))
    const memberId = query.of === 'all' ? null : a.member.id
    const limit = query.limit ?? 50
    const after = readKey(query.after, 1)?.[0] as string | undefined
    const rows = await a.db.read(a.workspaceId, (db) =>
      listTokens(db, { memberId, after: after ?? null, limit: limit + 1 }),
    )
    return pageOf(
      rows.map((row) => shownToken(a, row)),
      limit,
      (t) => writeKey(t.id),
    )
  }),
  route(contract.makeToken, async (a, { body }) => {
    const scopes = body.scopes as TokenScope[]
    const { id, token } = await tokens.makeToken(a, { ...body, scopes })
    const rows = await a.db.read(a.workspaceId, (db) =>
      listTokens(db, { memberId: a.member.id, after: null, limit: 1 }),
    )
    return { token, item: shownToken(a, rows.find((row) => row.id === id)!) }
  }),
  route(contract.revokeToken, (a, { params }) => tokens.revokeToken(a, params.tokenId)),
]

type TokenRow = Awaited<ReturnType<typeof listTokens>>[number]

function shownToken(a: Asked, { memberId, makerName, ...row }: TokenRow) {
  const id = row.id as Id<'api_token'>
  return { ...row, id, maker: { id: memberId, name: makerName }, mine: memberId === a.member.id }
}

function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}
