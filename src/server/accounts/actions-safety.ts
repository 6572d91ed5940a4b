import { mayNotDemandTwoStep, mayNotResetTwoStep } from '../../domain/accounts/two-step.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, type Instant } from '../../domain/shared/time.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { type Code, checkCode, endTwoStep } from '../http/auth-two-step.ts'
import type { Asked, Via } from '../http/route.ts'
import { countTry, forgetTries } from '../http/who-codes.ts'
import type { Services } from '../services.ts'
import { tellSignIn } from './actions-sign-in.ts'
import { safetyLetter } from './letters-safety.ts'
import * as store from './store.ts'
import { markProved } from './store-sessions.ts'
import * as steps from './store-two-step.ts'

/** How often somebody may try to prove who they are within ten minutes, over all of their sessions. */
const MOST_TRIES = 10
const WITHIN = 10 * 60_000

/** The session somebody is at. @throws Refused `not_for_tokens` for a program. */
export function sessionOf({ via }: Asked): Via & { kind: 'session' } {
  if (via?.kind !== 'session') throw new Refused(refuse('not_for_tokens'))
  return via
}

/**
 * Lets somebody try to prove who they are. Counted before it is looked at, by user and in the database: neither another session nor
 * another process gives more tries. @throws Refused `too_many_requests`, and whatever `proof` throws.
 */
export async function limited<T>(services: Services, userId: string, proof: () => Promise<T>): Promise<T> {
  const key = `prove:${userId}`
  if ((await countTry(services.db.pool, key, services.clock(), WITHIN)) >= MOST_TRIES)
    throw new Refused(refuse('too_many_requests'))
  const proved = await proof()
  await forgetTries(services.db.pool, key)
  return proved
}

/** Proves again who sits there, by password or code. @throws Refused `password_wrong`, `code_wrong`, `too_many_requests`. */
export async function confirmItsMe(
  asked: Asked,
  headers: Headers,
  proof: { password: string } | { code: string },
): Promise<void> {
  const { services } = asked
  const { userId, sessionId } = sessionOf(asked)
  await limited(services, userId, async () => {
    if ('code' in proof)
      return void (await checkCode(services.auth, headers, { code: proof.code, way: 'app' }))
    await demandPassword(services, userId, proof.password)
  })
  await markProved(services.db, sessionId, fromEpochMs(services.clock()))
}

async function demandPassword(services: Services, userId: string, password: string): Promise<void> {
  const context = await services.auth.$context
  const account = await context.internalAdapter.findCredentialAccount(userId)
  const hash = account?.password
  if (!hash || !(await context.password.verify({ hash, password })))
    throw new Refused(refuse('password_wrong', { field: 'password' }))
}

/** Switches the second step off, by password and code. Gives the cookies to set. @throws Refused. */
export async function stopTwoStep(
  asked: Asked,
  headers: Headers,
  input: Code & { password: string },
): Promise<string[]> {
  const { services } = asked
  const { userId } = sessionOf(asked)
  const cookies = await limited(services, userId, async () => {
    await demandPassword(services, userId, input.password)
    await checkCode(services.auth, headers, input)
    return await endTwoStep(services.auth, headers, input.password)
  })
  await tellSignIn(services, 'member.two_step_off', userId)
  return cookies
}

/** Has everybody here need the second step from a moment on, or nobody. @throws Refused `two_step_yours_first`, `changed_meanwhile`. */
export async function demandTwoStep(asked: Asked, from: Instant | null, version: number): Promise<void> {
  const no = mayNotDemandTwoStep(from, asked.via?.twoStep ?? false)
  if (no) throw new Refused(no)
  await flush(asked, {
    writes: [steps.updateTwoStepFrom(from, version)],
    events: [{ kind: 'workspace.two_step', subjects: {}, data: { from } }],
  })
}

/** Takes the second step from somebody who lost it, signs them out, and tells them by mail. @throws Refused as the rule does. */
export async function resetTwoStep(asked: Asked, id: MemberId): Promise<void> {
  const { members, user } = await asked.db.read(asked.workspaceId, async (db) => ({
    members: await store.listMembers(db),
    user: await steps.findUserOf(asked.db, db, id),
  }))
  const member = members.find((m) => m.id === id)
  if (!member || !user) throw new Refused(refuse('not_found'))
  const no = mayNotResetTwoStep(asked.member, member, user.workspaces, asked.now)
  if (no) throw new Refused(no)
  const to = { memberId: id, name: member.name, address: member.email }
  const letter = await safetyLetter(asked, asked.services.languages, to, 'two_step_reset')
  await flush(asked, {
    writes: [...steps.takeTwoStep(user.userId), ...(letter ? [letter.write] : [])],
    events: [{ kind: 'member.two_step_reset', subjects: { memberId: id }, data: {} }],
  })
}
