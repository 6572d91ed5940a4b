import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { demandServing } from './actions.ts'
import { listMembers } from './store.ts'
import { beginBreak, endBreak, updateBackup, updateStandIn } from './store-breaks.ts'

/** Chooses who is told after the one who asks when a word they owe is due. @throws Refused for oneself and for who does not serve. */
export async function chooseBackup(asked: Asked, memberId: MemberId | null): Promise<void> {
  await chooseBackupOf(asked, asked.member.id, memberId)
}

/** Names who is told after a colleague. @throws Refused `not_found`; for the colleague themselves and for who does not serve. */
export async function chooseBackupOf(asked: Asked, id: MemberId, memberId: MemberId | null): Promise<void> {
  if (memberId === id) throw new Refused(refuse('invalid_input', { field: 'memberId' }))
  const members = await asked.db.read(asked.workspaceId, listMembers)
  if (!members.some((m) => m.id === id)) throw new Refused(refuse('not_found'))
  await demandServing(asked, [memberId])
  await flush(asked, {
    writes: [updateBackup(id, memberId)],
    events: [{ kind: 'member.changed', subjects: { memberId: id }, data: { fields: ['backupId'] } }],
  })
}

/** Leaves the one who asks in peace, or has them back. No event tells of it: when somebody rests is nobody's to look up. */
export async function takeBreak(asked: Asked, rests: boolean): Promise<void> {
  const { id } = asked.member
  await flush(asked, { writes: [rests ? beginBreak(id, asked.now) : endBreak(id, asked.now)], events: [] })
}

/**
 * Names who stands in for the one who asks until they are back from the break they are on. No event tells of it.
 * @throws Refused for oneself and for who does not serve; `changed_meanwhile` for who is on no break.
 */
export async function chooseForBreak(asked: Asked, memberId: MemberId): Promise<void> {
  if (memberId === asked.member.id) throw new Refused(refuse('invalid_input', { field: 'memberId' }))
  await demandServing(asked, [memberId])
  await flush(asked, { writes: [updateStandIn(asked.member.id, memberId)], events: [] })
}
