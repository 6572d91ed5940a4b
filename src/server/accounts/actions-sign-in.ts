import { hasAccess } from '../../domain/accounts/permissions.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { type Act, flush } from '../db/flush.ts'
import { actIn, membershipsOf } from '../http/who.ts'
import type { Services } from '../services.ts'
import * as store from './store.ts'

/** A workspace somebody may enter, as themselves. */
export type Entry = {
  readonly act: Act
  readonly memberId: MemberId
  readonly name: string
  readonly isDemo: boolean
}

/** The workspaces a user may enter now, the oldest membership first; one whose access has ended there is left out (S0-02). */
export async function listEntries(services: Services, userId: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const { workspaceId, memberId, workspaceName } of await membershipsOf(services.db, userId)) {
    const act = await actIn(services, workspaceId, { kind: 'member', id: memberId })
    const { member, isDemo } = await services.db.read(workspaceId, async (db) => ({
      member: (await store.listMembers(db)).find((m) => m.id === memberId),
      isDemo: (await store.findWorkspace(db))?.isDemo ?? false,
    }))
    if (member && hasAccess(member, act.now)) entries.push({ act, memberId, name: workspaceName, isDemo })
  }
  return entries
}

/** Writes into the log of every workspace somebody may enter that they signed in, or chose a new password. Never throws: it must not keep them out. */
export async function tellSignIn(
  services: Services,
  kind: 'member.signed_in' | 'member.password_reset',
  userId: string,
): Promise<void> {
  try {
    for (const { act, memberId } of await listEntries(services, userId))
      await flush(act, { writes: [], events: [{ kind, subjects: { memberId }, data: {} }] })
  } catch (err) {
    services.log.error({ err, kind }, 'a sign-in could not be written into the log')
  }
}
