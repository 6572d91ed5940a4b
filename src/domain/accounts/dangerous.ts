import { type Instant, plus } from '../shared/time.ts'
import { leads, type Role } from './permissions.ts'

/** For how long a proof of who one is counts: the password or a code, given at sign-in or when asked again. */
export const FRESH_MINUTES = 15

type Asks = { readonly role?: Role | undefined; readonly endsAt?: unknown }

const always = () => true
/** Whoever may lead may let others in. */
const givesPower = ({ role }: Asks) => role !== undefined && leads({ role })
const changesAccess = ({ role, endsAt }: Asks) => role !== undefined || endsAt !== undefined

/**
 * The acts by which somebody at an open desk could let themselves in for good, lock others out or carry data away, by the name of
 * their endpoint: each wants a fresh proof, all of the time or by what is asked. The contract marks the same endpoints `fresh`.
 * (Changing the password, starting and stopping the second step and renewing recovery codes ask for the password in their own form.)
 */
export const DANGEROUS: Readonly<Record<string, (asks: Asks) => boolean>> = {
  changeMember: changesAccess,
  inviteMember: givesPower,
  resetTwoStep: always,
  askNewAddress: always,
  handOverAddress: always,
  demandTwoStep: always,
  makeToken: always,
  addMailbox: always,
  changeMailbox: always,
  makePostToken: always,
  saveMailApp: always,
  removeMailApp: always,
  restoreMailApp: always,
  beginMailSignIn: always,
  beginFolderImport: always,
  undoImport: always,
}

/** Tells whether an act is dangerous whatever is asked, so that it can be refused before its input is read. */
export function isAlwaysDangerous(act: string): boolean {
  return DANGEROUS[act] === always
}

/** Tells whether an act, by its endpoint's name and the body of the request, wants a fresh proof. */
export function isDangerous(act: string, asks: Asks): boolean {
  return DANGEROUS[act]?.(asks) ?? false
}

/** Tells whether a proof given at `provedAt` (null: never) still counts. Both moments are real time, not a demo's. */
export function isFresh(provedAt: Instant | null, now: Instant): boolean {
  return provedAt !== null && now < plus(provedAt, { minutes: FRESH_MINUTES })
}
