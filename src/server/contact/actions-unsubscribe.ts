import { SWITCH_NAMES, type SwitchName } from '../../domain/contact/switches.ts'
import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Words } from '../../words/words.ts'
import type { Reader } from '../db/database.ts'
import type { Act } from '../db/flush.ts'
import { readIds, writeIds } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { listHandles } from '../people/store.ts'
import { isSigned, type Secret, sign } from '../secret.ts'
import type { Services } from '../services.ts'
import { turnSwitch } from './actions-door-consent.ts'
import { findContactSide } from './store-door.ts'

const PURPOSE = 'unsubscribe'

/** The secret part of the address that ends one kind of mail to one person; it opens nothing else of theirs. */
export function unsubscribeToken(
  secret: Secret,
  workspaceId: WorkspaceId,
  personId: PersonId,
  name: SwitchName,
): string {
  const signature = sign(secret, PURPOSE, workspaceId, personId, name)
  return [writeIds(workspaceId, personId), name, signature].join('.')
}

/**
 * The token that goes with a mail said by ourselves: only where it goes to one address, and that is theirs, so that nobody else ends
 * what they wait for. Null for all else.
 */
export async function tokenFor(
  db: Reader,
  { workspaceId, secret }: { workspaceId: WorkspaceId; secret: Secret },
  who: { personId: PersonId; name: SwitchName },
  addresses: readonly string[],
): Promise<string | null> {
  const [only, ...others] = addresses
  if (only === undefined || others.length > 0) return null
  const theirs = (await listHandles(db, [who.personId])).filter((h) => h.kind === 'email')
  const isTheirs = theirs.some((h) => h.value.toLowerCase() === only.toLowerCase())
  return isTheirs ? unsubscribeToken(secret, workspaceId, who.personId, who.name) : null
}

/** Opens the link of a mail. @throws Refused `not_found` for what we did not sign, or somebody who is no more. */
export async function openUnsubscribe(services: Services, token: string) {
  const [word = '', called = '', signature = ''] = token.split('.')
  const [workspaceId, personId] = readIds(word) as [WorkspaceId?, PersonId?]
  const name = SWITCH_NAMES.find((one) => one === called)
  const ours = workspaceId && personId && name
  if (!ours || !isSigned(signature, services.secret, PURPOSE, workspaceId, personId, name))
    throw new Refused(refuse('not_found'))
  const seen = await actIn(services, workspaceId, { kind: 'system', id: null })
  if (!(await seen.db.read(workspaceId, (db) => findContactSide(db, personId))))
    throw new Refused(refuse('not_found'))
  const act: Act = { ...seen, actor: { kind: 'person', id: personId } }
  return { act, personId, name }
}

/** Ends a kind of mail, or has it come again, by the link in one; done already, nothing happens. */
export async function unsubscribe(
  act: Act,
  { personId, name, on }: { personId: PersonId; name: SwitchName; on: boolean },
  words: Words,
): Promise<void> {
  await turnSwitch(act, personId, { name, channel: 'email', on }, words, 'unsubscribe')
}
