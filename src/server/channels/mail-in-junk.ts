import { type Doubt, doubtOf, ownDoubt } from '../../domain/channels/authenticity.ts'
import { asksForJunk, type JunkReason, junkReason } from '../../domain/channels/junk.ts'
import { listMembers } from '../accounts/store.ts'
import { listOurAddresses } from '../conversations/store.ts'
import type { Reader } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { readJudged, spamFilter } from '../mail/junk-signs.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import type { Secret } from '../secret.ts'
import { findBounce } from './mail-in-bounce.ts'
import { keptReceipt, nameplate } from './mail-in-receipt.ts'
import { comparable, type Sender, senderOf } from './mail-in-sender.ts'
import type { Place } from './mail-in-thread.ts'
import { countCaught, findBlock, isKnownAddress } from './store-junk.ts'
import { type StoredInbound, updateInbound } from './store-mail-in.ts'
import { findMailbox, type StoredMailbox } from './store-mailboxes.ts'

async function isMember(db: Reader, address: string): Promise<boolean> {
  const plain = address.toLowerCase()
  return (await listMembers(db)).some((m) => m.email.toLowerCase() === plain)
}

type Line = Pick<StoredInbound, 'mailboxId' | 'notJunk'>

/**
 * Why a mail may be junk, before it is known where it belongs: asked of one that brings files, so that none of junk is stored. What
 * it answers is looked at when it is filed (`judgeAs`), so this says yes of too few rather than of too many.
 */
export async function judge(
  db: Reader,
  secret: Secret,
  line: Line,
  mail: UnderstoodMail,
): Promise<JunkReason | null> {
  const ours = new Set((await listOurAddresses(db)).map((m) => m.address.toLowerCase()))
  const named = senderOf(mail, ours)
  const mailbox = await findMailbox(db, line.mailboxId)
  if (!named || !mailbox) return null
  const doubt = doubtAbout(mail, named, mailbox)
  if (await findBounce(db, secret, mail, doubt)) return null
  const answersMaybe = mail.inReplyTo.length > 0 || mail.references.length > 0
  const reason = await judgeAs(db, line, mail, { sender: doubted(named, doubt), doubt, place: null })
  return reason && (reason.code === 'junk_blocked' || !answersMaybe) ? reason : null
}

/**
 * Why a mail may not be from whom it names, by the word of a server that is believed for this mailbox, or because it says to be us while
 * nobody's word counts; null: nothing says so.
 */
export function doubtAbout(mail: UnderstoodMail, { isUs }: Sender, mailbox: StoredMailbox): Doubt | null {
  if (!mail.from) return null
  const { address } = mail.from
  const said = doubtOf(readJudged(mail.fields, address, mailbox.believedServers))
  return said ?? (isUs ? ownDoubt(address, mailbox.believedServers) : null)
}

/** Whom a mail is from, once it is known whether that is in doubt: who only pretends to be us is nobody we know, and speaks to us. */
export function doubted(sender: Sender, doubt: Doubt | null): Sender {
  return doubt && sender.isUs
    ? {
        ...sender,
        isUs: false,
        isNobody: true,
        saysUs: true,
        kind: sender.kind === 'automatic' ? 'automatic' : 'from_them',
      }
    : sender
}

/** Why a mail is junk; null: it is filed. */
export async function judgeAs(
  db: Reader,
  line: Line,
  mail: UnderstoodMail,
  {
    sender,
    doubt,
    place,
    blocks = true,
  }: {
    sender: Sender
    doubt: Doubt | null
    place: Place | null
    /** False where it is known that nothing is blocked at all. */
    blocks?: boolean
  },
): Promise<JunkReason | null> {
  if (line.notJunk || sender.isUs) return null
  const from = mail.from?.address ?? sender.address.address
  const found = blocks ? await findBlock(db, [sender.address.address, from]) : null
  // Nobody is cut off from their own house.
  const ours = found !== null && !doubt && (await isMember(db, sender.address.address))
  const block = ours ? null : found
  const signs = { dmarc: asksForJunk(doubt), filter: spamFilter(mail.fields) }
  if (block === null && signs.dmarc === null && signs.filter === null) return null
  return junkReason({
    ...{ block, signs },
    known: await isKnownAddress(db, comparable(sender.address.address)),
    answers: (place?.into ?? place?.reopens ?? null) !== null,
  })
}

/** Enters a mail as junk: nobody is made of it, nothing is begun, nobody is told. It stays as it came, to be fetched back. */
export async function holdAsJunk(
  act: Act,
  row: StoredInbound,
  mail: UnderstoodMail,
  why: JunkReason,
): Promise<StoredInbound> {
  const settled = {
    ...({ state: 'junk', problem: null, nextAttemptAt: null, settledAt: act.now } as const),
    ...nameplate(mail),
    reason: why.code,
    receipt: keptReceipt(mail, why),
  }
  await flush(act, {
    writes: [
      updateInbound(row, settled),
      ...(why.values.block ? [countCaught(why.values.block, act.now)] : []),
    ],
    events: [{ kind: 'mail.junked', subjects: { mailboxId: row.mailboxId }, data: { why: why.code } }],
  })
  return { ...row, ...settled, version: row.version + 1 }
}
