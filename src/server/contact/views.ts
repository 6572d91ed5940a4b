import { asTheySee } from '../../domain/contact/as-they-see.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { subjectOf } from '../conversations/actions.ts'
import * as talk from '../conversations/store.ts'
import * as messages from '../conversations/store-messages.ts'
import { showMessages } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { namesOf } from '../people/views.ts'
import { listPromisesTo } from '../promises/store.ts'
import { showPromises } from '../promises/views.ts'
import * as store from './store.ts'

/** How many promises and conversations a customer's page goes back. */
const PROMISES = 30
const CONVERSATIONS = 10
const MESSAGES = 50

/** A customer's own page: what we promised and how it stands, what we talked about, what comes next. No note, no name of a colleague not in it. */
export async function showCustomerPage(db: Reader, personId: PersonId, now: Instant) {
  const workspace = (await accounts.findWorkspace(db))!
  const sites = await accounts.listSites(db)
  const talks = await talk.listOfPerson(db, personId, CONVERSATIONS)
  const site = sites.find((s) => s.id === talks[0]?.siteId) ?? sites[0]!
  const names = await namesOf(db, [personId])
  const rows = await listPromisesTo(db, personId, PROMISES)
  // A promise that was moved shows as the one that took its place: here they read of the new date, if no mail told them.
  const promises = (await showPromises(db, rows, now, null)).filter((p) => p.movedAt === null)
  const next = (await store.listNextContacts(db, personId)).filter(
    (n) => n.told && n.doneAt === null && n.due > now,
  )
  const written = await store.listLatestWritten(
    db,
    personId,
    talks.map((c) => c.id),
    WRITTEN,
    MESSAGES,
  )
  const found = (await messages.findMessages(db, written)).sort(byTime)
  const of = new Map(found.map((m) => [m.id, m.conversationId]))
  const words = (await showMessages(db, found, now, null, null)).filter(hasLeft)
  const threads = talks.map((c) => ({
    conversation: c,
    said: words.filter((m) => of.get(m.id) === c.id),
  }))
  return {
    workspaceName: workspace.name,
    site: { name: site.name, telephone: site.telephone, timeZone: site.timeZone },
    name: names.get(personId) ?? '',
    now,
    isDemo: workspace.isDemo,
    promises: promises.map(asTheySee),
    conversations: threads
      .filter((t) => t.said.length > 0)
      .map(({ conversation: c, said }) => ({
        id: c.id,
        // On the telephone and at the counter the subject is a colleague's note.
        subject: WRITTEN.includes(c.channel) ? c.subject : subjectOf(said[0]!.text),
        closed: c.closedAt !== null,
        lastActivityAt: said.at(-1)!.at,
        messages: said.map((m) => ({
          id: m.id,
          mine: m.direction === 'in',
          author: m.author.name,
          text:
            m.segments
              .filter((s) => !s.folded)
              .map((s) => s.text)
              .join('') || m.text,
          at: m.at,
        })),
      })),
    next: next.map((n) => ({ what: n.what, due: n.due })).reverse(),
  }
}

// What can still be taken back has not been said.
function hasLeft(m: { delivery: { undoUntil: Instant | null } | null }): boolean {
  return !m.delivery?.undoUntil
}

/** Channels whose words the customer wrote or was written; a call or visit that was logged is our own note of it. */
const WRITTEN: readonly string[] = ['email', 'form', 'page', 'chat']

function byTime(a: messages.MessageRow, b: messages.MessageRow): number {
  return a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1
}
