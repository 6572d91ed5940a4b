import type { MailboxId } from '../../domain/shared/ids.ts'
import { sayKept } from '../../words/kept.ts'
import type { Language } from '../../words/languages.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { namesOf } from '../people/views.ts'
import * as store from './store-look-back.ts'

/** The mails of findings somebody may not read: those of sensitive conversations they do not help in. */
export async function hiddenMails(
  db: Reader,
  viewer: Viewer,
  mailboxId: MailboxId | null,
): Promise<string[]> {
  const sensitive = await store.listSensitive(db, mailboxId)
  const conversations = sensitive.map((s) => s.conversationId)
  const readable = await listReadable(db, conversations, viewer)
  return [...new Set(sensitive.filter((s) => !readable.has(s.conversationId)).map((s) => s.mailId))]
}

/** The latest look back of each mailbox with what it found in figures, counted over what the viewer may read. */
export async function showLookBacks(db: Reader, { words }: Language, viewer: Viewer, mailboxId?: MailboxId) {
  const rows = await store.listLatest(db, mailboxId)
  const counts = await store.countFindings(db, await hiddenMails(db, viewer, mailboxId ?? null))
  const members = await memberNames(db)
  return rows.map((row) => {
    const figures = (of: typeof counts) => {
      const sum = (fits: (c: (typeof of)[number]) => boolean) =>
        of.filter((c) => c.mailboxId === row.mailboxId && fits(c)).reduce((n, c) => n + c.n, 0)
      return {
        promises: sum((c) => c.kind === 'promise'),
        withoutLaterWord: sum((c) => c.kind === 'promise' && !c.laterWord),
        unanswered: sum((c) => c.kind === 'unanswered'),
      }
    }
    const { id, state, since, readCount, total, sentFolder, problem, createdAt, finishedAt } = row
    return {
      ...{ id, state, since, readCount, total, sentFolder, createdAt, finishedAt },
      problem: sayKept(words, problem),
      mailbox: { id: row.mailboxId, address: row.address, siteId: row.siteId },
      askedBy: members(row.askedBy)!,
      oversized: row.oversizedCount,
      unreadable: row.unreadableCount,
      found: figures(counts),
      open: figures(counts.filter((c) => c.isOpen)),
    }
  })
}

/** Found things as lines of a list. */
export async function showFindings(db: Reader, rows: readonly store.StoredFinding[], viewer: Viewer) {
  const names = await namesOf(
    db,
    rows.map((f) => f.personId),
  )
  const members = await memberNames(db)
  const talks = await listReadable(
    db,
    rows.map((f) => f.conversationId),
    viewer,
  )
  return rows.map((f) => {
    const { id, kind, address, mailAt, subject, sentence, what, saidAs, due, laterWord, version } = f
    const talk = f.conversationId ? talks.get(f.conversationId) : undefined
    const known = f.personId ? names.get(f.personId) : undefined
    return {
      ...{ id, kind, address, mailAt, subject, sentence, what, saidAs, due, laterWord, version },
      name: known || f.name || address,
      person: f.personId && known !== undefined ? { id: f.personId, name: known } : null,
      conversation: talk ? { id: talk.id, subject: talk.subject } : null,
      saidBy: members(f.saidBy),
      heard: f.heardFrom === null || f.heardTo === null ? null : { from: f.heardFrom, to: f.heardTo },
    }
  })
}
