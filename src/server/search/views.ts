import { writtenReference } from '../../domain/conversations/reference.ts'
import { askedKeys, askedSimilar, searchWords } from '../../domain/people/search-keys.ts'
import { excerpt, wordsOf, wordsToLight } from '../../domain/search/excerpt.ts'
import { CHANNEL_WORDS, readQuestion, type SearchFilters } from '../../domain/search/question.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { type Instant, startOfDay, type TimeZone } from '../../domain/shared/time.ts'
import { listMembers, listSites } from '../accounts/store.ts'
import { findByReference } from '../conversations/store.ts'
import * as messages from '../conversations/store-messages.ts'
import { listTags } from '../conversations/store-tags.ts'
import { listReadable, listRoots } from '../conversations/store-views.ts'
import { showLines as showConversations, showMessages } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import type { Asked } from '../http/route.ts'
import * as people from '../people/store.ts'
import { listPeople } from '../people/store-list.ts'
import { findGroups } from '../people/store-merge.ts'
import { listSimilar } from '../people/store-similar.ts'
import { showLines as showPeople } from '../people/views.ts'
import * as store from './store.ts'

/** As many people stand above what was said. */
const PEOPLE = 5
/** A name in a filter may mean so many. */
const MEANT = 50
/** Nobody looks for more words together; what follows is left out. */
const WORDS = 16

/** What a question finds: people, and a page of conversations. */
export async function showSearch(a: Asked, q: string, after: string | undefined, limit: number) {
  const question = readQuestion(q)
  const words = searchWords(question.words).slice(0, WORDS)
  const key = readKey(after, 2)
  return await a.db.read(a.workspaceId, async (db) => {
    const { narrowed, unknown } = await narrow(a, db, question.filters)
    const isNarrowed = Object.keys(narrowed).length > 0
    const first = key === null && !isNarrowed && question.words !== ''
    const [found, named] = [
      first ? await findPeople(db, question.words) : NOBODY,
      await byReference(a, db, first, q),
    ]
    const nothing = words.length === 0 && !isNarrowed
    const asked = { words, narrowed, viewer: a.member, now: a.now }
    const rows = nothing ? [] : await readableRows(a, db, asked, key, limit + 1)
    const { items, next } = pageOf(rows, limit, (r) => writeKey(r.at, r.messageId ?? r.conversationId))
    const all = standing([...(await withRoots(a, db, named)), ...items], isNarrowed)
    return {
      items: await showHits(a, db, all, words),
      next,
      ...found,
      notUnderstood: [...question.notUnderstood, ...unknown],
    }
  })
}

// What was merged into one that may not be read is passed over before pages are cut: one that ends early would tell of it.
async function readableRows(
  a: Asked,
  db: Reader,
  asked: Parameters<typeof store.searchConversations>[2],
  key: ReturnType<typeof readKey>,
  limit: number,
): Promise<Standing[]> {
  const rows: Standing[] = []
  let from = key && { at: key[0] as Instant, id: key[1] as string }
  for (;;) {
    const found = await store.searchConversations(db, a.workspaceId, asked, from, limit)
    rows.push(...(await withRoots(a, db, found)))
    const last = found.at(-1)
    if (!last || found.length < limit || rows.length >= limit) return rows.slice(0, limit)
    from = { at: last.at, id: last.messageId ?? last.conversationId }
  }
}

type Standing = store.FoundRow & { readonly root: ConversationId | null }

// Each with the conversation it was merged into, where that may be read; others are left out.
async function withRoots(a: Asked, db: Reader, rows: readonly store.FoundRow[]): Promise<Standing[]> {
  const roots = await listRoots(
    db,
    rows.map((r) => r.conversationId),
  )
  const readable = await listReadable(db, [...roots.values()], a.member)
  return rows.flatMap((row) => {
    const root = roots.get(row.conversationId) ?? null
    return !root || readable.has(root) ? [{ ...row, root }] : []
  })
}

// What was merged is found by what it was called, and leads to where its words stand now; filters ask how that stands. Each once.
function standing(rows: readonly Standing[], isNarrowed: boolean): store.FoundRow[] {
  const all = rows.flatMap((row) => {
    if (!row.root) return [row]
    return isNarrowed ? [] : [{ ...row, conversationId: row.root }]
  })
  return [...new Map(all.toReversed().map((row) => [row.conversationId, row])).values()].reverse()
}

const NOBODY = { people: [], similar: false }

async function findPeople(db: Reader, text: string) {
  const asked = askedKeys(text)
  const exact = asked.length > 0 ? await listPeople(db, asked, null, PEOPLE) : []
  if (exact.length > 0) return { people: await showPeople(db, exact, asked), similar: false }
  const ids = await listSimilar(db, askedSimilar(text), PEOPLE)
  return { people: await showPeople(db, await people.findPersons(db, ids), []), similar: ids.length > 0 }
}

async function byReference(a: Asked, db: Reader, first: boolean, q: string): Promise<store.FoundRow[]> {
  const reference = first ? writtenReference(q) : null
  const found = reference ? await findByReference(db, reference) : null
  const readable = await listReadable(db, [found?.id ?? null], a.member)
  return found && readable.has(found.id)
    ? [{ conversationId: found.id, messageId: null, at: found.lastActivityAt }]
    : []
}

/** Looks up the names in filters; those nobody has are given back as they were written. */
async function narrow(a: Asked, db: Reader, filters: SearchFilters) {
  const unknown: string[] = []
  const narrowed: { -readonly [K in keyof store.Narrowed]: store.Narrowed[K] } = {}
  const isAsked = filters.site !== undefined || filters.after !== undefined || filters.before !== undefined
  const sites = isAsked ? await listSites(db) : []
  const zone = (sites.find((s) => s.id === a.member.siteId)?.timeZone ?? 'UTC') as TimeZone
  const called = <T extends { name: string }>(all: readonly T[], name: string, filter: string): T[] => {
    const asked = searchWords(name)
    const meant = all.filter((one) => {
      const has = searchWords(one.name)
      return asked.length > 0 && asked.every((word) => has.some((h) => h.startsWith(word)))
    })
    if (meant.length === 0) unknown.push(`${filter}:${name}`)
    return meant
  }
  if (filters.from !== undefined) narrowed.persons = await meantBy(db, filters.from)
  if (filters.owner === 'me') narrowed.owners = [a.member.id]
  else if (filters.owner === 'nobody') narrowed.owners = []
  else if (filters.owner !== undefined) {
    const members = called(await listMembers(db), filters.owner, 'owner')
    if (members.length > 0) narrowed.owners = members.map((m) => m.id)
  }
  if (filters.site !== undefined) {
    const meant = called(sites, filters.site, 'site')
    if (meant.length > 0) narrowed.sites = meant.map((s) => s.id)
  }
  if (filters.tag !== undefined) {
    const meant = called(await listTags(db), filters.tag, 'tag')
    if (meant.length > 0) narrowed.tags = meant.map((t) => t.id)
  }
  if (filters.channel) narrowed.channel = CHANNEL_WORDS[filters.channel]
  if (filters.is) narrowed.state = filters.is
  if (filters.has) narrowed.file = true
  if (filters.after) narrowed.since = startOfDay(filters.after, zone)
  if (filters.before) narrowed.before = startOfDay(filters.before, zone)
  return { narrowed, unknown }
}

async function meantBy(db: Reader, name: string) {
  const asked = askedKeys(name)
  const exact = asked.length > 0 ? await listPeople(db, asked, null, MEANT) : []
  const ids = exact.length > 0 ? exact.map((p) => p.id) : await listSimilar(db, askedSimilar(name), MEANT)
  // What was said by any record of theirs.
  return [...(await findGroups(db, ids)).values()].flat().map((record) => record.id)
}

async function showHits(a: Asked, db: Reader, rows: readonly store.FoundRow[], words: readonly string[]) {
  const ids = rows.map((r) => r.messageId).filter((id): id is MessageId => id !== null)
  const said = await showMessages(db, await messages.findMessages(db, ids), a.now, a.language.words, a.member)
  const found = await store.findConversations(db, [...new Set(rows.map((r) => r.conversationId))])
  const lines = new Map<ConversationId, Awaited<ReturnType<typeof showConversations>>[number]>(
    (await showConversations(db, found, a.now)).map((line) => [line.id, line]),
  )
  const texts = said.flatMap((m) => [m.text, ...m.attachments.map((f) => f.name)])
  const subjects = [...lines.values()].map((line) => line.subject)
  const lit = await store.litWords(db, wordsToLight([...texts, ...subjects], words), words)
  return rows.flatMap((row) => {
    const conversation = lines.get(row.conversationId)
    if (!conversation) return []
    const message = said.find((m) => m.id === row.messageId)
    const base = { conversation, messageId: row.messageId, at: row.at, author: message?.author.name ?? null }
    return [{ ...base, ...reasonOf(conversation, message, words, lit) }]
  })
}

type Said = Awaited<ReturnType<typeof showMessages>>[number]

function reasonOf(
  conversation: { subject: string; lastLine: string },
  message: Said | undefined,
  words: readonly string[],
  lit: ReadonlySet<string>,
) {
  const isLit = (text: string) => [...wordsOf(text)].some((word) => lit.has(word))
  if (!message) {
    const foundBy =
      words.length === 0
        ? ('filters' as const)
        : isLit(conversation.subject)
          ? ('subject' as const)
          : ('reference' as const)
    return {
      foundBy,
      excerpt: excerpt(foundBy === 'subject' ? conversation.subject : conversation.lastLine, lit),
    }
  }
  const file = message.attachments.find((f) => !f.inline && isLit(f.name))
  if (file && !isLit(message.text)) return { foundBy: 'file' as const, excerpt: excerpt(file.name, lit) }
  const subject = message.subject ?? conversation.subject
  if (!isLit(message.text) && isLit(subject))
    return { foundBy: 'subject' as const, excerpt: excerpt(subject, lit) }
  const foundBy = message.direction === 'note' ? ('note' as const) : ('message' as const)
  return { foundBy, excerpt: excerpt(message.text, lit) }
}
