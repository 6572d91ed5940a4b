import { recognise } from '../../domain/people/recognise.ts'
import {
  askedIn,
  type Correspondence,
  hasLaterWord,
  promisesIn,
  saysOnlyThanks,
} from '../../domain/promises/look-back.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import type { Act } from '../db/flush.ts'
import { ownWords } from '../mail/look-back.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import { listCandidates } from '../people/store-candidates.ts'
import { type Ground, recipientsOf, type SeenInFolder } from './look-back-ground.ts'
import { sound } from './mail-in-receipt.ts'
import { comparable } from './mail-in-sender.ts'
import type { NewFinding, StoredLookBack } from './store-look-back.ts'
import * as store from './store-look-back.ts'

/** A whole mail that was read, and what its header told. */
export type WholeMail = { readonly mail: UnderstoodMail; readonly seen: SeenInFolder }

/** What a mail gives: the promises in it if it is ours, else who waits for an answer to it. */
export async function findingsIn(
  act: Act,
  row: StoredLookBack,
  whole: WholeMail,
  ground: Ground,
  all: Correspondence,
): Promise<NewFinding[]> {
  const { mail, seen } = whole
  const automatic = mail.auto.isAutoReply || mail.auto.isBounce || mail.auto.isBulk
  if (automatic) return []
  return sound(seen.isOurs ? await promises(act, row, whole, ground, all) : await waiting(act, row, whole))
}

async function promises(
  act: Act,
  row: StoredLookBack,
  { mail, seen }: WholeMail,
  ground: Ground,
  all: Correspondence,
): Promise<NewFinding[]> {
  const [first] = recipientsOf(mail, ground)
  if (!first) return []
  const heard = listen(mail, seen, ground)
  if (heard.length === 0) return []
  const known = await knownOf(act, seen, first)
  // What was written here was listened to as it was written.
  if (known.isSentHere) return []
  const laterWord = hasLaterWord(all, { ...seen, addresses: [first.address] })
  // Listed by the latest id first, those of one mail stand in the order of its text.
  return heard.toReversed().map(({ place, sentence, heardFrom, heardTo, what, saidAs, due }) => ({
    ...common(act, row, seen, mail, first),
    ...{ kind: 'promise' as const, place, sentence: sentence.slice(0, LONGEST), laterWord, due },
    ...(heardTo !== null && heardTo <= LONGEST ? { heardFrom, heardTo } : { heardFrom: null, heardTo: null }),
    ...{ what: what.slice(0, 500), saidAs: saidAs?.slice(0, 150) ?? null },
    ...{ saidBy: (seen.from && ground.memberOf.get(seen.from)) || null },
    ...{ personId: known.personId, conversationId: known.conversationId },
  }))
}

/** The words of a mail could not be listened to: that mail is left out and counted, the others are read. */
export class Unheard extends Error {}

function listen(mail: UnderstoodMail, seen: SeenInFolder, { schedule, ourNames }: Ground) {
  try {
    return promisesIn(ownWords(mail), { at: seen.at, schedule, ourNames })
  } catch (cause) {
    throw new Unheard('a mail could not be listened to', { cause })
  }
}

async function waiting(act: Act, row: StoredLookBack, { mail, seen }: WholeMail): Promise<NewFinding[]> {
  const words = ownWords(mail)
  if (saysOnlyThanks(words)) return []
  const who = { name: mail.from?.name ?? null, address: seen.from! }
  const known = await knownOf(act, seen, who)
  // Somebody here looked at it and closed it.
  if (known.isClosed) return []
  return [
    {
      ...common(act, row, seen, mail, who),
      ...{ kind: 'unanswered' as const, place: 0, sentence: askedIn(words).slice(0, LONGEST) },
      ...{ heardFrom: null, heardTo: null, what: null, saidAs: null, saidBy: null, due: null },
      ...{ laterWord: false, personId: known.personId, conversationId: known.conversationId },
    },
  ]
}

/** The longest sentence that is kept (characters). */
const LONGEST = 1000

function common(
  act: Act,
  row: StoredLookBack,
  seen: SeenInFolder,
  mail: UnderstoodMail,
  who: { name: string | null; address: string },
) {
  return {
    id: act.newId<'finding'>(),
    lookBackId: row.id,
    mailboxId: row.mailboxId,
    mailId: seen.id,
    mailAt: seen.at,
    address: who.address,
    name: (who.name ?? '').slice(0, 200),
    subject: mail.subject.slice(0, 500),
  }
}

async function knownOf(act: Act, seen: SeenInFolder, who: { name: string | null; address: string }) {
  return await act.db.read(act.workspaceId, async (db) => {
    const near = await store.listKnownMails(db, [seen.id, ...seen.answers])
    const itself = near.filter((k) => k.mailId === seen.id)
    return {
      conversationId: (itself[0] ?? near.at(-1))?.conversationId ?? null,
      isClosed: itself.length > 0 && itself.every((k) => k.closedAt !== null),
      isSentHere: itself.some((k) => k.isSentHere),
      personId: await personAt(db, who),
    }
  })
}

/** Who is known under an address, if anybody is. */
export async function personAt(
  db: Reader,
  who: { name: string | null; address: string },
): Promise<PersonId | null> {
  const handles = [{ kind: 'email' as const, value: comparable(who.address), shown: who.address }]
  return recognise({ name: who.name ?? '', handles }, await listCandidates(db, handles)).personId
}
