import type { SeenMail } from '../../domain/promises/look-back.ts'
import { isNobodysAddress } from '../../domain/promises/look-back.ts'
import type { Schedule } from '../../domain/shared/business-hours.ts'
import type { MemberId, MessageId } from '../../domain/shared/ids.ts'
import type { Instant, TimeZone } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { listOurAddresses } from '../conversations/store.ts'
import type { Act } from '../db/flush.ts'
import type { FetchedMeta } from '../mail/imap.ts'
import { sentAt } from '../mail/look-back.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import * as people from '../people/store.ts'
import { comparable, isOurs } from './mail-in-sender.ts'
import * as store from './store-look-back.ts'
import type { StoredMailbox } from './store-mailboxes.ts'

/** What has to be known of us to understand our mail: our addresses, our people, our hours. */
export type Ground = {
  readonly ours: ReadonlySet<string>
  readonly memberOf: ReadonlyMap<string, MemberId>
  readonly ourNames: readonly string[]
  readonly schedule: Schedule
}
/** A mail in a folder, as its header tells. */
export type SeenInFolder = SeenMail & { readonly uid: number }

/** Gathers our addresses (mailboxes, colleagues), names and the hours of the mailbox's site. */
export async function groundOf(act: Act, mailbox: StoredMailbox): Promise<Ground> {
  return await act.db.read(act.workspaceId, async (db) => {
    const [addresses, members, site] = [
      await listOurAddresses(db),
      await accounts.listMembers(db),
      await accounts.findSite(db, mailbox.siteId),
    ]
    const of = members.map((m) => [comparable(m.email), m.id] as const)
    return {
      ours: new Set([...addresses.map((a) => comparable(a.address)), ...of.map(([email]) => email)]),
      memberOf: new Map(of),
      ourNames: members.flatMap((m) => m.name.trim().split(/\s+/)[0] || []),
      schedule: {
        zone: (site?.timeZone ?? 'UTC') as TimeZone,
        hours: (site?.openingHours ?? {}) as Schedule['hours'],
        holidays: (site?.holidays ?? []) as Schedule['holidays'],
      },
    }
  })
}

/** A mail by its header; null where it cannot be understood, or was sent before `since`. */
export function seenIn(
  folder: store.LookBackFolder,
  { meta, mail }: { meta: FetchedMeta; mail: UnderstoodMail | null },
  ground: Ground,
  when: { since: Instant; now: Instant },
): SeenInFolder | null {
  const at = sentAt(mail, meta.internalDate, when.now)
  if (mail === null || at === null || at < when.since) return null
  const from = mail.from ? comparable(mail.from.address) : null
  const under = from !== null && isOurs(from, ground.ours)
  const replyTo = mail.replyTo.map((a) => comparable(a.address)).filter((a) => !isOurs(a, ground.ours))
  const { isAutoReply, isBounce, isBulk } = mail.auto
  // A website's form writes under our own address: nobody of us said it.
  const form = under && folder === 'inbox' && replyTo.length > 0
  const spam = /^yes/i.test(mail.headers['x-spam-flag'] ?? '')
  return {
    uid: meta.uid,
    id: mailIdOf(mail, meta, folder),
    at,
    isOurs: folder === 'sent' || under,
    from,
    replyTo,
    to: recipientsOf(mail, ground).map((a) => a.address),
    answers: [...new Set([...mail.inReplyTo, ...mail.references.slice(-20)])],
    automatic: isAutoReply || isBounce || isBulk || form || spam || (from !== null && isNobodysAddress(from)),
  }
}

/** Those a mail goes to who are none of us, once each. */
export function recipientsOf(mail: UnderstoodMail, { ours }: Ground) {
  const all = [...mail.to, ...mail.cc, ...mail.bcc].map((a) => ({ ...a, address: comparable(a.address) }))
  return all.filter((a, i) => !isOurs(a.address, ours) && all.findIndex((b) => b.address === a.address) === i)
}

/** By what a mail is known again: its Message-ID, else its place in its folder. */
export function mailIdOf(mail: UnderstoodMail, meta: FetchedMeta, folder: store.LookBackFolder): string {
  return mail.messageId ?? `${folder}:${meta.uidValidity}:${meta.uid}`
}

const PAGE = 1000

/** What Servus itself told people since a moment, as mails: on whatever way it went, it is a word. */
export async function* wordsFromHere(act: Act, since: Instant): AsyncGenerator<SeenMail> {
  for (let after: MessageId | null = null; ; ) {
    const { rows, handles } = await act.db.read(act.workspaceId, async (db) => {
      const rows = await store.listOurWords(db, since, after, PAGE)
      const persons = [...new Set(rows.flatMap((r) => r.personId ?? []))]
      return { rows, handles: await people.listHandles(db, persons) }
    })
    for (const { id, at, mailId, recipients, personId } of rows) {
      const to = [...(recipients.to ?? []), ...(recipients.cc ?? [])].map((a) => comparable(a.address))
      const theirs = handles.filter((h) => h.personId === personId && h.kind === 'email').map((h) => h.value)
      yield {
        ...{ id: mailId ?? id, at, isOurs: true, from: null, replyTo: [] },
        ...{ to: [...to, ...theirs], answers: [], automatic: false },
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.id
  }
}
