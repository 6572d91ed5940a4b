import { WAY_BACK_DAYS } from '../../domain/accounts/new-address.ts'
import { fill } from '../../words/words.ts'
import { queueLetter } from '../jobs/outbox.ts'
import type { Services } from '../services.ts'
import type { Entry } from './actions-sign-in.ts'
import { bySystem } from './letters.ts'
import { memberLanguage } from './views-language.ts'

/**
 * What is written about another address to sign in with: the link that proves it, a word to whoever has an account with it already
 * (nobody else learns that), and to the old address that it was asked for, or that it holds, each with the link that stops it.
 */
export type AddressLetter = 'address_prove' | 'address_taken' | 'address_asked' | 'address_changed'

/** Queues a letter about a new address, in the language its member reads; null if no mailbox of this workspace can send. */
export async function addressLetter(
  services: Services,
  { act, memberId, to }: Entry,
  what: AddressLetter,
  { at, address, url }: { at: string; address: string; url: string },
) {
  const language = await act.db.read(act.workspaceId, (db) =>
    memberLanguage(db, services.languages, memberId),
  )
  const words = language.words.accounts.letters[what]
  return await queueLetter(bySystem(act), {
    purpose: what,
    to: { name: to.name, address: at },
    subject: words.subject,
    text: fill(words.text, { to: to.name, address, url, days: String(WAY_BACK_DAYS) }),
  })
}
