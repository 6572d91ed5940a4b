import * as rules from '../../domain/accounts/new-address.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, type Instant, plus } from '../../domain/shared/time.ts'
import { flush, type Write } from '../db/flush.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { isKnown } from '../http/auth.ts'
import type { Asked } from '../http/route.ts'
import { countTry } from '../http/who-codes.ts'
import { isSigned, sign } from '../secret.ts'
import type { Services } from '../services.ts'
import { sessionOf } from './actions-safety.ts'
import { type AccountEvent, type Entry, listEntries, tellSignIn } from './actions-sign-in.ts'
import { bestLetter } from './letters.ts'
import { addressLetter } from './letters-address.ts'
import { listMembers } from './store.ts'
import * as store from './store-address.ts'
import { findUserOf } from './store-two-step.ts'

/** What a link about a new address is for. */
type Purpose = 'prove address' | 'stop address'
const PATHS: Record<Purpose, string> = { 'prove address': '/new-address', 'stop address': '/stop-address' }

// A link is signed over the question it belongs to: nothing that opens it is stored.
function linkOf(services: Services, purpose: Purpose, id: string): string {
  return `${services.publicUrl()}${PATHS[purpose]}?token=${id}.${sign(services.secret, purpose, id)}`
}

async function openLink(services: Services, purpose: Purpose, token: string): Promise<store.KeptAddress> {
  const [id = '', signature = ''] = token.split('.')
  const right = isId(id) && isSigned(signature, services.secret, purpose, id)
  const it = right ? await store.findNewAddress(services.db, { id }) : null
  if (!it) throw new Refused(refuse('address_link_old'))
  return it
}

const realNow = (services: Services): Instant => fromEpochMs(services.clock())

/**
 * Asks for another address to sign in with. A letter to it carries the proof, one to the old address how to stop it; the old one
 * holds until then. To whom an address belongs already nobody learns but they themselves, by a letter without a link.
 * @throws Refused `address_same`, `too_many_requests`.
 */
export async function askNewAddress(asked: Asked, given: string): Promise<store.KeptAddress> {
  const { services } = asked
  const { userId } = sessionOf(asked)
  const address = given.trim().toLowerCase()
  const before = await addressOf(services, userId)
  if (address === before) throw new Refused(refuse('address_same', { field: 'address' }))
  const tries = await countTry(services.db.pool, `address:${userId}`, services.clock(), 3_600_000)
  if (tries >= rules.MOST_ASKED) throw new Refused(refuse('too_many_requests'))
  const id = services.newId<'new_address'>()
  const what = (await isKnown(services.auth, address)) ? 'address_taken' : 'address_prove'
  const entries = await entriesOf(asked, userId)
  const url = linkOf(services, 'prove address', id)
  const toNew = await bestLetter(entries, (e) =>
    addressLetter(services, e, what, { at: address, address, url }),
  )
  const stop = { at: before, address, url: linkOf(services, 'stop address', id) }
  const toOld = toNew && (await addressLetter(services, toNew.entry, 'address_asked', stop))
  const askedAt = realNow(services)
  const it: store.KeptAddress = {
    ...{ userId, id, address, addressBefore: before, askedAt, provedAt: null },
    byMail: toNew?.inReach ?? false,
    expiresAt: plus(askedAt, { hours: rules.PROVE_HOURS }),
  }
  const letters = [toNew, toOld].flatMap((letter) => (letter ? [letter.write] : []))
  const writes = [...store.keepNewAddress(it), ...letters]
  await doFrom(services, toNew?.entry ?? entries[0], 'member.address_asked', userId, writes)
  return it
}

/** Lets go of the address that waits to be proven; nothing waiting, nothing happens. */
export async function forgetNewAddress(asked: Asked): Promise<void> {
  const { services } = asked
  const { userId } = sessionOf(asked)
  const it = await store.findNewAddress(services.db, { userId })
  if (!it || !rules.isWaiting(it, realNow(services))) return
  const [entry] = await entriesOf(asked, userId)
  await doFrom(services, entry, 'member.address_forgotten', userId, [store.dropNewAddress(it.id)])
}

/** Proves a new address by its link, signed in as whoever asked; sessions and tokens stay. @throws Refused `address_link_old`. */
export async function proveNewAddress(asked: Asked, token: string): Promise<string> {
  const { services } = asked
  const { userId } = sessionOf(asked)
  const it = await openLink(services, 'prove address', token)
  const now = realNow(services)
  if (!rules.mayProve(it, userId, now) || (await isKnown(services.auth, it.address)))
    throw new Refused(refuse('address_link_old'))
  const entries = await entriesOf(asked, userId)
  const stop = { at: it.addressBefore, address: it.address, url: linkOf(services, 'stop address', it.id) }
  const letter = await bestLetter(entries, (e) => addressLetter(services, e, 'address_changed', stop))
  await doFrom(services, letter?.entry ?? entries[0], 'member.address_changed', userId, [
    store.changeAddress(userId, it.addressBefore, it.address),
    store.markProven(it.id, now, plus(now, { days: rules.WAY_BACK_DAYS })),
    ...(letter ? [letter.write] : []),
  ])
  return it.address
}

/**
 * Stops a change of address by the link of the letter to the old one, or takes it back, and ends every session: somebody who was not
 * meant to may sit at one. Tells whether it was taken back. @throws Refused `address_link_old`.
 */
export async function stopNewAddress(services: Services, token: string): Promise<boolean> {
  const it = await openLink(services, 'stop address', token)
  const does = rules.whatStopping(it, realNow(services))
  // Somebody else may have come to have the old address since.
  const gone = does === 'takes_back' && (await isKnown(services.auth, it.addressBefore))
  if (!does || gone) throw new Refused(refuse('address_link_old'))
  const back = store.changeAddress(it.userId, it.address, it.addressBefore)
  const [entry] = await listEntries(services, it.userId)
  await doFrom(services, entry, 'member.address_stopped', it.userId, [
    ...(does === 'takes_back' ? [back] : []),
    store.dropNewAddress(it.id, 'address_link_old'),
    store.endAllSessions(it.userId),
  ])
  return does === 'takes_back'
}

/** The link that proves a member's address, for whoever leads to hand over where no mail can leave. @throws Refused as the rule does. */
export async function handOverAddress(asked: Asked, memberId: MemberId) {
  const { services } = asked
  const { member, user } = await asked.db.read(asked.workspaceId, async (db) => ({
    member: (await listMembers(db)).find((m) => m.id === memberId),
    user: await findUserOf(asked.db, db, memberId),
  }))
  if (!member || !user) throw new Refused(refuse('not_found'))
  const it = await store.findNewAddress(services.db, { userId: user.userId })
  const no = rules.mayNotHandOver(asked.member, member, it, { here: asked.now, real: realNow(services) })
  if (no || !it) throw new Refused(no ?? refuse('not_found'))
  await flush(asked, {
    writes: [],
    events: [{ kind: 'member.address_link', subjects: { memberId }, data: {} }],
  })
  return { url: linkOf(services, 'prove address', it.id), expiresAt: it.expiresAt }
}

/** By which address a user signs in. */
export async function addressOf(services: Services, userId: string): Promise<string> {
  const user = await (await services.auth.$context).internalAdapter.findUserById(userId)
  if (!user) throw new Refused(refuse('not_signed_in'))
  return user.email
}

// Where somebody stands comes first: it is there that they look for what happened.
async function entriesOf(asked: Asked, userId: string): Promise<Entry[]> {
  const entries = await listEntries(asked.services, userId)
  const here = (e: Entry) => Number(e.act.workspaceId !== asked.workspaceId)
  return entries.sort((a, b) => here(a) - here(b))
}

/** Writes from one workspace of somebody, and tells all of them. @throws Refused `access_ended` where they may enter none. */
async function doFrom(
  services: Services,
  entry: Entry | undefined,
  kind: Extract<AccountEvent, `member.address_${string}`>,
  userId: string,
  writes: Write[],
): Promise<void> {
  if (!entry) throw new Refused(refuse('access_ended'))
  const { act, memberId } = entry
  await flush(act, { writes, events: [{ kind, subjects: { memberId }, data: {} }] })
  await tellSignIn(services, kind, userId, { but: act.workspaceId })
}
