import { normaliseHandle } from '../../domain/people/handles.ts'
import { recognise } from '../../domain/people/recognise.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { isRefusal } from '../../domain/shared/refusal.ts'
import { earlier, type Instant } from '../../domain/shared/time.ts'
import { attachmentsOf, messageOf, whyNew } from '../channels/mail-in-plan.ts'
import { isOurs, isSameMail, type Sender, senderOf } from '../channels/mail-in-sender.ts'
import { placeMail } from '../channels/mail-in-thread.ts'
import * as conversations from '../conversations/actions.ts'
import { insertMessage } from '../conversations/store-messages.ts'
import { type Act, type Change, together } from '../db/flush.ts'
import { gather } from '../db/gather.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import { bareSubject } from '../mail/subject.ts'
import type { Secret } from '../secret.ts'
import type { Planned } from './actions-people.ts'
import { type Booked, PersonBook } from './actions-persons.ts'
import { TalkBook } from './actions-talks.ts'
import type { StoredImport } from './store.ts'
import type { ImportLine, MailFaultReason } from './store-lines.ts'
import type { Made } from './store-made.ts'
import { type KnownMail, listUnnamed, listWithMailIds, ourAddresses } from './store-mails.ts'

/** A mail of before as it was read: `nth` of its file or folders; `sha256` of its raw bytes, which are stored. */
export type MailOfThen = {
  readonly nth: number
  readonly mail: UnderstoodMail
  readonly sha256: string
  /** When it was sent or came. */
  readonly at: Instant
}

/** A mail that cannot be taken, as it is kept: which it is, and why. */
export function failedMail(nth: number, reason: MailFaultReason, name: string): ImportLine {
  const nobody = { personId: null, sameLine: null, choice: null, cells: null }
  return { line: nth, kind: 'failed', reason, field: null, name: name.slice(0, 200), ...nobody }
}

/**
 * What it takes to file a batch of mails of before: threaded by the rules of mail that comes now, each conversation over when its
 * last word was said, nobody told of anything. What is here already, by whatever way it came, is known again.
 */
export async function planMails(
  act: Act,
  secret: Secret,
  of: StoredImport,
  mails: readonly MailOfThen[],
): Promise<Planned> {
  const { settings } = of
  const people = new PersonBook(act)
  const talks = new TalkBook(act, people)
  const { ours, known } = await act.db.read(act.workspaceId, async (db) => {
    const ours = [...(await ourAddresses(db)), ...(settings.ours ?? []).map((a) => a.toLowerCase())]
    const about = await talks.open(
      db,
      mails.map((m) => m.mail),
      { secret, ours, importId: of.id },
    )
    const handles = mails.flatMap(({ mail }) => addressesOf(mail).flatMap(handleOf))
    await people.open(db, { handles, ids: about })
    const named = await listWithMailIds(
      db,
      mails.flatMap(({ mail }) => mail.messageId ?? []),
    )
    const unnamed = await listUnnamed(
      db,
      mails.flatMap((m) => (m.mail.messageId ? [] : [m.at])),
    )
    return { ours, known: new KnownMails([...named, ...unnamed]) }
  })
  const own = new Set(ours)
  const counts = { made: 0, same: 0, leftOut: 0, failed: 0 }
  const lines: ImportLine[] = []
  const writes: Change['writes'][number][] = []
  const events: Change['events'][number][] = []
  const made: Made[] = []
  for (const { nth, mail, sha256, at: said } of mails) {
    const sender = senderOf(mail, own)
    if (!sender) {
      counts.failed += 1
      lines.push(failedMail(nth, 'no_sender', mail.subject))
      continue
    }
    if (known.has(mail, sender, said)) {
      counts.same += 1
      continue
    }
    if (mail.auto.isBulk && !sender.isUs && !settings.bulk) {
      counts.leftOut += 1
      continue
    }
    const at = earlier(said, act.now)
    const place = await placeMail(talks, secret, ours, mail, sender, at)
    const who = sender.isUs ? recipientOf(people, mail, own) : writerOf(people, sender, at)
    const personId = who?.one.id ?? null
    const why = place.why ?? whyNew(sender, { isNew: who?.isNew ?? false, why: who?.why ?? '' })
    const row = { sha256, receivedAt: at }
    const message = messageOf(act, { row, mail, sender }, sender.isUs ? null : personId, why)
    const into = place.into?.id ?? beginTalk(talks, of, mail, at)
    const addresses = addressesOf(mail).map((a) => a.address)
    const direction = sender.isUs ? ('out' as const) : ('in' as const)
    const line = conversations.lineOf(mail.visibleText.trim() || mail.text)
    const { automatic } = message
    const talk = talks.add(into, {
      mailId: mail.messageId,
      direction,
      automatic,
      at,
      line,
      addresses,
      personId,
    })
    const id = message.id!
    writes.push(
      insertMessage(
        act.workspaceId,
        { ...message, id, conversationId: into, originConversationId: place.origin },
        act.now,
      ),
    )
    writes.push(...attachmentsOf(act, mail, id))
    made.push({ kind: 'message', id, about: into, data: null })
    const about = {
      conversationId: into,
      ...(talk.personId ? { personId: talk.personId } : {}),
      messageId: id,
    }
    const data = { channel: 'email', automatic, import: of.id }
    events.push({ kind: 'message.brought', subjects: about, data, at })
    known.add({
      id,
      conversationId: into,
      mailId: mail.messageId,
      direction,
      recipients: message.recipients,
      text: mail.text,
      at,
      date: mail.date,
    })
    counts.made += 1
  }
  const [persons, begun] = [people.change(of.id), talks.change(of.id)]
  return {
    change: together(persons.change, begun.change, { writes: gather(writes), events }),
    made: [...persons.made, ...begun.made, ...made],
    counts,
    lines,
  }
}

/** What is here already, by Message-ID; without one, by who wrote, when, and the words. */
class KnownMails {
  private readonly named = new Map<string, KnownMail[]>()
  private readonly unnamed: KnownMail[] = []

  constructor(all: readonly KnownMail[]) {
    for (const one of all) this.add(one)
  }

  add(one: KnownMail): void {
    if (!one.mailId) this.unnamed.push(one)
    else this.named.set(one.mailId, [...(this.named.get(one.mailId) ?? []), one])
  }

  has(mail: UnderstoodMail, sender: Sender, at: Instant): boolean {
    if (mail.messageId)
      return (this.named.get(mail.messageId) ?? []).some((k) =>
        isSameMail({ ...k, date: k.date ?? k.at }, mail, sender),
      )
    // Words alone would make one of every "Thank you" of a day.
    return this.unnamed.some(
      (k) =>
        isSameMail({ ...k, direction: 'in', date: null }, mail, sender) &&
        (k.at === at || (k.date !== null && k.date === mail.date)),
    )
  }
}

function beginTalk(
  talks: TalkBook,
  { settings }: StoredImport,
  mail: UnderstoodMail,
  at: Instant,
): ConversationId {
  return talks.begin({
    siteId: settings.siteId!,
    channel: 'email',
    subject: bareSubject(mail.subject).slice(0, 500).toWellFormed(),
    mailboxId: settings.mailboxId ?? null,
    arrivedAt: at,
  })
}

type Who = { one: Booked; isNew: boolean; why: string }

function writerOf(people: PersonBook, sender: Sender, at: Instant): Who | null {
  const [handle] = sender.isNobody ? [] : handleOf(sender.address)
  if (!handle) return null
  const name = (sender.address.name ?? '').slice(0, 200).toWellFormed()
  const candidates = people.having([handle])
  const who = recognise(
    { name, handles: [handle] },
    candidates.map((c) => ({ ...c, handles: c.own, lastSeenAt: c.fields.lastSeenAt })),
  )
  const known = who.personId ? people.find(who.personId) : null
  if (!known) return { one: people.make({ name }, [handle], 'seen', at), isNew: true, why: who.why }
  people.fill(known, { name })
  people.saw(known, at)
  return { one: known, isNew: false, why: who.why }
}

// Whom we wrote to is somebody only if we know them: an address alone becomes nobody's person until they write.
function recipientOf(people: PersonBook, mail: UnderstoodMail, ours: ReadonlySet<string>): Who | null {
  const theirs = [...mail.to, ...mail.cc].filter((a) => !isOurs(a.address, ours)).flatMap(handleOf)
  const one = theirs.flatMap((h) => people.having([h]))[0]
  return one ? { one, isNew: false, why: 'only_one' } : null
}

function addressesOf(mail: UnderstoodMail) {
  return [...(mail.from ? [mail.from] : []), ...mail.replyTo, ...mail.to, ...mail.cc]
}

function handleOf({ address }: { address: string }) {
  const handle = normaliseHandle('email', address, '')
  return isRefusal(handle) ? [] : [handle]
}
