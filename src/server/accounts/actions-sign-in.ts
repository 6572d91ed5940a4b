import { hasAccess } from '../../domain/accounts/permissions.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type { MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Act, flush } from '../db/flush.ts'
import { actIn, membershipsOf } from '../http/who.ts'
import type { Services } from '../services.ts'
import { type SafetyLetter, safetyLetter } from './letters-safety.ts'
import * as store from './store.ts'
import { takeTwoStep } from './store-two-step.ts'

/** What is needed to look who may enter where. */
type Ground = Pick<Services, 'db' | 'clock' | 'newId'>

/** A workspace somebody may enter, as themselves. */
export type Entry = {
  readonly act: Act
  readonly memberId: MemberId
  readonly name: string
  readonly isDemo: boolean
  readonly to: { readonly name: string; readonly address: string }
}

/** What somebody does with their account, in all of their workspaces. */
export type AccountEvent = Extract<
  EventKind,
  | 'member.signed_in'
  | `member.password_${string}`
  | `member.recovery_${string}`
  | `member.two_step_${string}`
  | 'member.session_ended'
  | `member.address_${string}`
>

/** The workspaces a user may enter now, the oldest membership first; one whose access has ended there is left out (S0-02). */
export async function listEntries(services: Ground, userId: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const { workspaceId, memberId, workspaceName } of await membershipsOf(services.db, userId)) {
    const act = await actIn(services, workspaceId, { kind: 'member', id: memberId })
    const { member, isDemo } = await services.db.read(workspaceId, async (db) => ({
      member: (await store.listMembers(db)).find((m) => m.id === memberId),
      isDemo: (await store.findWorkspace(db))?.isDemo ?? false,
    }))
    if (!member || !hasAccess(member, act.now)) continue
    const to = { name: member.name, address: member.email }
    entries.push({ act, memberId, name: workspaceName, isDemo, to })
  }
  return entries
}

type Letter = Awaited<ReturnType<typeof safetyLetter>>

/** What somebody is told of by mail, should it not have been them. */
const LETTERS: { readonly [K in AccountEvent]?: SafetyLetter } = {
  'member.password_reset': 'password_changed',
  'member.password_changed': 'password_changed',
  'member.recovery_used': 'recovery_used',
  'member.two_step_off': 'two_step_off',
}

/**
 * Writes into the log of every workspace somebody may enter what they did with their account, and tells them by mail of what they
 * are to hear of, through the first that can send. `but`: it was told there already. Never throws: it must not keep them out.
 */
export async function tellSignIn(
  services: Services,
  kind: AccountEvent,
  userId: string,
  { but }: { but?: WorkspaceId } = {},
): Promise<void> {
  const letter = LETTERS[kind]
  try {
    let told = false
    for (const { act, memberId, to } of await listEntries(services, userId)) {
      if (act.workspaceId === but) continue
      const mail: Letter =
        letter && !told ? await safetyLetter(act, services.languages, { ...to, memberId }, letter) : null
      told = told || mail !== null
      const writes = mail ? [mail.write] : []
      await flush(act, { writes, events: [{ kind, subjects: { memberId }, data: {} }] })
    }
  } catch (err) {
    services.log.error({ err, kind }, 'a sign-in could not be written into the log')
  }
}

/** Takes the second step from a user and ends their sessions, by whoever runs the server; every workspace of theirs is told. */
export async function takeTwoStepEverywhere(ground: Ground, userId: string): Promise<void> {
  for (const [i, { act, memberId }] of (await listEntries(ground, userId)).entries())
    await flush(
      { ...act, actor: { kind: 'system', id: null } },
      {
        writes: i === 0 ? takeTwoStep(userId) : [],
        events: [{ kind: 'member.two_step_reset', subjects: { memberId }, data: {} }],
      },
    )
}
