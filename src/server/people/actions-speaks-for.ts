import { refusePeriod } from '../../domain/people/speaks-for.ts'
import type { Id, OrganisationId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { LocalDate } from '../../domain/shared/time.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { meant } from './actions.ts'
import * as store from './store-speaks-for.ts'

/**
 * Writes down that somebody speaks for another person or an organisation. Says the same twice with the same id.
 * @throws Refused `not_found`, `same_person`, `invalid_input`.
 */
export async function addSpeaksFor(
  act: Act,
  speaker: PersonId,
  input: {
    id?: Id<'speaks_for'> | undefined
    forPersonId?: PersonId | undefined
    forOrganisationId?: OrganisationId | undefined
    role: string
    since?: LocalDate | null | undefined
    until?: LocalDate | null | undefined
  },
): Promise<void> {
  const { forOrganisationId = null, role, since = null, until = null } = input
  if (input.id && (await act.db.read(act.workspaceId, (db) => store.findSpeaksFor(db, input.id!)))) return
  if ((input.forPersonId === undefined) === (forOrganisationId === null))
    throw new Refused(refuse('invalid_input', { field: 'forPersonId' }))
  const no = refusePeriod(since, until)
  if (no) throw new Refused(no)
  const [speakerId, forPersonId] = [await meant(act, speaker), await meant(act, input.forPersonId)]
  if (speakerId === forPersonId) throw new Refused(refuse('same_person', { field: 'forPersonId' }))
  const id = input.id ?? act.newId<'speaks_for'>()
  const one = { id, speakerId, forPersonId: forPersonId ?? null, forOrganisationId, role, since, until }
  await flush(act, {
    writes: [store.insertSpeaksFor(act.workspaceId, one, act.now)],
    events: told(one, 'speaks_for.added'),
  })
}

/** Writes down that somebody speaks for another no more, or that they do after all. @throws Refused `not_found`, `changed_meanwhile`. */
export async function endSpeaksFor(
  act: Act,
  id: string,
  { ended, version }: { ended: boolean; version: number },
): Promise<PersonId> {
  const one = await act.db.read(act.workspaceId, (db) => store.findSpeaksFor(db, id))
  if (!one) throw new Refused(refuse('not_found'))
  await flush(act, {
    writes: [store.endSpeaksFor({ id, version }, ended ? act.now : null)],
    events: told(one, ended ? 'speaks_for.ended' : 'speaks_for.added'),
  })
  return one.speakerId
}

// It stands with both: who speaks, and whom for.
function told(one: Omit<store.StoredSpeaksFor, 'version'>, kind: 'speaks_for.added' | 'speaks_for.ended') {
  const { speakerId, forPersonId, forOrganisationId } = one
  const organisation = forOrganisationId ? { organisationId: forOrganisationId } : {}
  const speaker = {
    kind,
    subjects: { personId: speakerId, ...organisation },
    data: { as: 'speaker', ...(forPersonId ? { other: forPersonId } : {}) },
  }
  if (!forPersonId) return [speaker]
  return [
    speaker,
    { kind, subjects: { personId: forPersonId }, data: { as: 'spoken_for', other: speakerId } },
  ]
}
