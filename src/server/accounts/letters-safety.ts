import en from '../../words/en.json' with { type: 'json' }
import { fill } from '../../words/words.ts'
import type { Act } from '../db/flush.ts'
import { queueLetter } from '../jobs/outbox.ts'

const words = en.accounts.letters

/** What somebody is told of by mail, so that an act in their name does not go unseen. */
export type SafetyLetter = 'two_step_reset' | 'two_step_off' | 'recovery_used' | 'password_changed'

/** Queues a letter that tells somebody what was done with their account, through a mailbox of this workspace; null if none can send. */
export async function safetyLetter(act: Act, to: { name: string; address: string }, what: SafetyLetter) {
  const { subject, text } = words[what]
  return await queueLetter(
    { ...act, actor: { kind: 'system', id: null } },
    { purpose: what, to, subject, text: fill(text, { to: to.name }) },
  )
}
