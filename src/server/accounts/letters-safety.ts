import type { MemberId } from '../../domain/shared/ids.ts'
import type { Languages } from '../../words/languages.ts'
import { fill } from '../../words/words.ts'
import type { Act } from '../db/flush.ts'
import { queueLetter } from '../jobs/outbox.ts'
import { memberLanguage } from './views-language.ts'

/** What somebody is told of by mail, so that an act in their name does not go unseen. */
export type SafetyLetter = 'two_step_reset' | 'two_step_off' | 'recovery_used' | 'password_changed'

/**
 * Queues a letter that tells a member, in the language they read, what was done with their account, through a mailbox of this
 * workspace; null if none can send.
 */
export async function safetyLetter(
  act: Act,
  languages: Languages,
  to: { memberId: MemberId; name: string; address: string },
  what: SafetyLetter,
) {
  const language = await act.db.read(act.workspaceId, (db) => memberLanguage(db, languages, to.memberId))
  const { subject, text } = language.words.accounts.letters[what]
  return await queueLetter(
    { ...act, actor: { kind: 'system', id: null } },
    { purpose: what, to: { name: to.name, address: to.address }, subject, text: fill(text, { to: to.name }) },
  )
}
