import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { loadWhole } from './actions.ts'
import * as groups from './store-groups.ts'
import { listSame } from './store-merge.ts'

/** Puts a person into a household or organisation, existing (`id`) or new (`name`). */
export async function joinGroup(
  act: Act,
  kind: groups.GroupKind,
  ofPerson: PersonId,
  input: { id?: string | undefined; name?: string | undefined; role?: string | null | undefined },
): Promise<string> {
  if (!input.id && !input.name) throw new Refused(refuse('invalid_input', { field: 'name' }))
  const personId = (await loadWhole(act, ofPerson)).root.id
  const id = input.id ?? act.newId<'group'>()
  const subjects = { personId, [`${kind}Id`]: id }
  const link = groups.joinGroup(act.workspaceId, kind, id, personId, input.role ?? null)
  await flush(act, {
    writes: input.id ? [link] : [groups.insertGroup(act.workspaceId, kind, id, input.name!, act.now), link],
    events: [{ kind: input.id ? `${kind}.changed` : `${kind}.created`, subjects, data: {} }],
  })
  return id
}

/** Takes a person out of a household or organisation. @throws Refused `not_found`. */
export async function leaveGroup(
  act: Act,
  kind: groups.GroupKind,
  personId: PersonId,
  groupId: string,
): Promise<void> {
  const [root, noted] = await act.db.read(act.workspaceId, async (db) => {
    const same = await listSame(db, personId)
    const rows = await groups.listGroupsOf(db, kind, personId)
    return [same[0], rows.filter((r) => r.id === groupId && same.includes(r.notedWith))] as const
  })
  if (noted.length === 0) throw new Refused(refuse('not_found'))
  await flush(act, {
    writes: noted.map((r) => groups.leaveGroup(kind, groupId, r.notedWith)),
    events: [
      {
        kind: `${kind}.changed`,
        subjects: { personId: root, [`${kind}Id`]: groupId },
        data: { left: true },
      },
    ],
  })
}
