import { FLOOD_MAILS, FLOOD_MINUTES, isFlood } from '../../domain/conversations/flood.ts'
import type { ConversationId, WorkspaceId } from '../../domain/shared/ids.ts'
import { fromEpochMs, type Instant, plus } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { listOurAddresses } from '../conversations/store.ts'
import { countCame } from '../conversations/store-messages.ts'
import { onceIn, type Reader } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { BlobDamaged, BlobMissing, sha256Of } from '../files/blobs.ts'
import { actIn } from '../http/who.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import type { Services } from '../services.ts'
import { holdsAccountLink, isByMachine, withoutAccountLinks } from './mail-in-account-link.ts'
import { type Arrived, doubleOf, keep, nextAttempt, takeOver, takeOverAll } from './mail-in-book.ts'
import { findBounce, findReturnedLetter, planLetter, type ReturnedLetter } from './mail-in-bounce.ts'
import { doubtAbout, doubted, holdAsJunk, judge, judgeAs } from './mail-in-junk.ts'
import { filingKeys } from './mail-in-keys.ts'
import { Lanes } from './mail-in-lanes.ts'
import { planFiling, whoIs } from './mail-in-plan.ts'
import { keptReceipt, nameplate, sound } from './mail-in-receipt.ts'
import { isSameMail, senderOf } from './mail-in-sender.ts'
import { groundIn, placeMail } from './mail-in-thread.ts'
import { hasBlocks } from './store-junk.ts'
import * as store from './store-mail-in.ts'
import { filingUnder } from './store-mail-locks.ts'
import { findMailbox } from './store-mailboxes.ts'

/** What became of a message, and what was understood of it. */
export type Received = { readonly row: store.StoredInbound; readonly mail: UnderstoodMail | null }

/** After so many attempts a mail that cannot be filed is kept to be looked at. */
const MOST_ATTEMPTS = 7
/** How many files of a mail are written at the same time. */
const FILES_AT_ONCE = 16
/** How often filing begins anew because somebody changed the conversation meanwhile. */
const MOST_CONFLICTS = 5

/**
 * Takes a raw message over and files it. Once this resolves the message is ours: its bytes are stored and it stands in the
 * receipt book. If filing it fails it waits there and is tried again (`fileDue`).
 * @throws Error only when it could not be stored; then the sender has to keep it.
 */
export async function receiveRaw(services: Services, act: Act, arrived: Arrived): Promise<Received> {
  const row = await takeOver(services, act, arrived)
  if (row.state !== 'waiting') return { row, mail: await understand(arrived.raw) }
  return await tryFiling(services, act, row, arrived.raw)
}

/**
 * Takes messages of one mailbox over and files them, in the order in which they were fetched. Once this resolves all of them are ours.
 * @throws Error when not all could be stored; then they are fetched again, and those stored are known.
 */
export async function receiveAll(services: Services, act: Act, arrived: readonly Arrived[]): Promise<void> {
  for (const some of withoutTwins(arrived)) {
    const rows = await takeOverAll(services, act, some).catch((err) => {
      services.log.warn({ err }, 'mails are taken over one by one')
      return null
    })
    if (!rows) {
      for (const one of some) await receiveRaw(services, act, one)
      continue
    }
    const filed = await Promise.allSettled(
      rows.map(
        async (row, n) => row.state === 'waiting' && (await tryFiling(services, act, row, some[n]!.raw)),
      ),
    )
    for (const one of filed) if (one.status === 'rejected') throw one.reason
  }
}

/** Cut where the same bytes come again: a double says of what it is one, so that has to be filed before. */
function withoutTwins(arrived: readonly Arrived[]): Arrived[][] {
  const lists: Arrived[][] = [[]]
  let seen = new Set<string>()
  for (const one of arrived) {
    const sha256 = sha256Of(one.raw)
    if (seen.has(sha256)) {
      lists.push([])
      seen = new Set()
    }
    seen.add(sha256)
    lists.at(-1)!.push(one)
  }
  return lists.filter((list) => list.length > 0)
}

/** Files what waits in a workspace and is due: what a crash or a failure left. */
export async function fileDue(services: Services, workspaceId: WorkspaceId): Promise<void> {
  const act = await actIn(services, workspaceId, { kind: 'system', id: null })
  const now = fromEpochMs(services.clock())
  for (const row of await act.db.read(workspaceId, (db) => store.listWaiting(db, now)))
    if (!underWay.has(row.id))
      await fileAgain(services, act, row).catch((e) => {
        if (!(e instanceof Refused)) throw e
      })
}

/** Tries once more to file a line of the receipt book. Claims it first, so that a message that ends the process is tried a few times only. */
export async function fileAgain(services: Services, act: Act, row: store.StoredInbound): Promise<Received> {
  if (row.state === 'waiting' && row.attempts >= MOST_ATTEMPTS)
    return { row: await keep(act, row, row.problem ?? kept('not_filed')), mail: null }
  const attempts = row.state === 'kept' ? 1 : row.attempts + 1
  const claim = {
    state: 'waiting' as const,
    attempts,
    nextAttemptAt: nextAttempt(services, attempts),
    settledAt: null,
  }
  await flush(act, { writes: [store.updateInbound(row, claim)], events: [] })
  return await tryFiling(services, act, { ...row, ...claim, version: row.version + 1 }, null)
}

/** What this process is filing: however long it takes, here it is not taken up again beside that. */
const underWay = new Set<string>()

async function tryFiling(
  services: Services,
  act: Act,
  row: store.StoredInbound,
  raw: Uint8Array | null,
): Promise<Received> {
  underWay.add(row.id)
  try {
    return await fileInbound(services, act, row, raw)
  } catch (err) {
    services.log.error({ err, inbound: row.id }, 'a mail could not be filed; it waits')
    const problem = kept('not_filed_because', { why: (err as Error).message.slice(0, 500) })
    const noted = store.updateInbound(row, { problem: sound(problem), reason: 'not_filed_because' })
    // If this cannot be written, nothing says that what was taken over is on the disk: then the sender keeps it.
    await flush(act, { writes: [noted], events: [] }).catch((e) => {
      if (!(e instanceof Refused)) throw e
    })
    const now = await act.db.read(act.workspaceId, (db) => store.findInbound(db, row.id))
    // The database lost what was not yet on the disk: it is still the sender's.
    if (!now) throw err
    return { row: now, mail: null }
  } finally {
    underWay.delete(row.id)
  }
}

/** Mails that come at the same time are filed together; those of one sender or of one thread one after the other. */
const filing = new Lanes(filingUnder, { lanes: 2, together: 16, keys: 200 })

/** Reads a message and files it, keeps it unread, or knows it as a double. */
async function fileInbound(
  services: Services,
  act: Act,
  row: store.StoredInbound,
  given: Uint8Array | null,
): Promise<Received> {
  if (!row.sha256) return { row, mail: null }
  const raw = given ?? (await services.blobs.get(row.sha256).catch(lostBlob))
  if ('lost' in raw) return { row: await keep(act, row, raw.lost), mail: null }
  const parsed = await parseMail(raw)
  if ('unreadable' in parsed) return { row: await keep(act, row, parsed.unreadable), mail: null }
  const read = sound(parsed)
  const opens = await holdsAccountLink(read, services.publicUrl())
  // What a person wrote is read by colleagues, but for the key to somebody's account.
  const blanked = opens ? withoutAccountLinks(read, services.publicUrl()) : read
  const mail = blanked ?? read
  if (opens && (!mail.from || !blanked)) return { row: await settleLetter(act, row, mail, HELD), mail }
  if (!mail.from) return { row: await keep(act, row, kept('names_no_sender'), mail), mail }
  // Of junk nothing is stored but itself.
  const junk =
    mail.attachments.length > 0
      ? await act.db.read(act.workspaceId, (db) => judge(db, services.secret, row, mail))
      : null
  if (!junk) await putFiles(services, mail.attachments)
  const keys = filingKeys(mail)
  for (let conflicts = 0; ; conflicts++) {
    try {
      const filed = await filing.run(act.db, act.workspaceId, keys, (db) =>
        fileOnce(services, { ...act, db }, row, mail, opens),
      )
      return { row: filed, mail }
    } catch (e) {
      const again =
        e instanceof Refused && e.refusal.refused === 'changed_meanwhile' && conflicts < MOST_CONFLICTS
      const now = again ? await act.db.read(act.workspaceId, (db) => store.findInbound(db, row.id)) : null
      // Another worker had this line too: what it made of it stands.
      if (now && now.version !== row.version) return { row: now, mail }
      if (!again) throw e
    }
  }
}

async function fileOnce(
  services: Services,
  act: Act,
  row: store.StoredInbound,
  mail: UnderstoodMail,
  opens: boolean,
): Promise<store.StoredInbound> {
  const found = await act.db.read(act.workspaceId, async (db) => {
    const ours = await onceIn(act.db, 'our addresses', () => ourAddresses(db))
    const mailbox = (await onceIn(act.db, `mailbox ${row.mailboxId}`, () => findMailbox(db, row.mailboxId)))!
    const named = senderOf(mail, new Set(ours))!
    const doubt = doubtAbout(mail, named, mailbox)
    const sender = doubted(named, doubt)
    const [known, bounce, blocks, who] = await Promise.all([
      mail.messageId ? store.listSameMailId(db, mail.messageId) : [],
      findBounce(db, services.secret, mail, doubt),
      onceIn(act.db, 'blocks', () => hasBlocks(db)),
      whoIs(act, sender, doubt ? 'typed' : 'seen'),
    ])
    const twin = known.find((m) => isSameMail({ ...m, date: m.receipt?.date ?? m.at }, mail, sender))
    const found =
      bounce?.place ??
      (await placeMail(groundIn(db), services.secret, ours, mail, sender, act.now, doubt !== null))
    const back = bounce ? null : await findReturnedLetter(db, services.secret, mail, doubt)
    const letter = back ?? (opens && !bounce && (isByMachine(mail) || named.isUs) ? HELD : null)
    const many = !bounce && found.into && (await isTooMuch(db, found.into.id, act.now))
    const place = many ? { ...found, why: { ...found.why!, code: 'too_many' } } : found
    const by = many ? { ...sender, kind: 'automatic' as const } : sender
    const junk = bounce || letter ? null : await judgeAs(db, row, mail, { sender, doubt, place, blocks })
    return { sender: by, doubt, twin, place, bounce, letter, mailbox, junk, who }
  })
  const { twin, junk } = found
  if (twin) {
    const settled = {
      ...doubleOf(act, { ...twin, messageId: twin.id, ...nameplate(mail) }, 'same_mail'),
      receipt: keptReceipt(mail, null),
    }
    await flush(act, { writes: [store.updateInbound(row, settled)], events: [] })
    return { ...row, ...settled, version: row.version + 1 }
  }
  if (found.letter) return await settleLetter(act, row, mail, found.letter)
  if (junk) return await holdAsJunk(act, row, mail, junk)
  const planned = await planFiling(act, { row, mail, ...found })
  await flush(planned.act, planned.change)
  return { ...row, ...planned.settled, version: row.version + 1 }
}

/** A mail that is no letter we know of, and brings along a link that opens somebody's account all the same. */
const HELD = 'held' as const

/** A letter of the house came back: it is told at the letter, if it is known which, and stands in no conversation. */
async function settleLetter(
  act: Act,
  row: store.StoredInbound,
  mail: UnderstoodMail,
  letter: ReturnedLetter | typeof HELD,
): Promise<store.StoredInbound> {
  const back =
    letter !== HELD && (letter.waits ? 'letter_waits' : letter.proven ? 'letter_back' : 'letter_said')
  const code = back || 'account_link'
  const why = { code, values: {} }
  const settled = {
    ...({ state: 'filed', problem: null, nextAttemptAt: null, settledAt: act.now } as const),
    ...nameplate(mail),
    reason: why.code,
    receipt: keptReceipt(mail, why),
  }
  const { writes, events } = letter === HELD ? { writes: [], events: [] } : planLetter(letter)
  await flush(act, { writes: [store.updateInbound(row, settled), ...writes], events })
  return { ...row, ...settled, version: row.version + 1 }
}

/** Several at a time, as one wait for the disk does for all of them: a mail may bring hundreds. */
async function putFiles({ blobs }: Services, all: UnderstoodMail['attachments']): Promise<void> {
  const files = [...new Map(all.map((file) => [file.sha256, file])).values()]
  for (let n = 0; n < files.length; n += FILES_AT_ONCE)
    await Promise.all(files.slice(n, n + FILES_AT_ONCE).map((file) => blobs.put(file.bytes)))
}

async function ourAddresses(db: Reader): Promise<string[]> {
  return (await listOurAddresses(db)).map((m) => m.address.toLowerCase())
}

async function isTooMuch(db: Reader, id: ConversationId, now: Instant): Promise<boolean> {
  return isFlood(await countCame(db, id, plus(now, { minutes: -FLOOD_MINUTES }), FLOOD_MAILS))
}

async function understand(raw: Uint8Array): Promise<UnderstoodMail | null> {
  const parsed = await parseMail(raw)
  return 'unreadable' in parsed ? null : sound(parsed)
}

function lostBlob(e: unknown): { lost: string } {
  if (e instanceof BlobMissing || e instanceof BlobDamaged)
    return { lost: kept('raw_lost', { why: e.message }) }
  throw e
}
