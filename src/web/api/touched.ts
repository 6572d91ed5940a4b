/** What the live line tells: a kind of thing that happened, and to whom or what. */
export type News = { kind: string; subjects: Record<string, string> }

/** Readings that may show anything of conversations, promises or people. */
const LISTS = new Set([
  'listConversations',
  'countConversations',
  'counts',
  'readToday',
  'readCounter',
  'listPromises',
  'listPeople',
  'readDemo',
])
type Ids = Record<string, string>
const SETTINGS = /^(member|site|team|workspace|invitation|mailbox|form|tag|mail|clock)\./

/** Tells whether what a reading shows may have changed by what happened. A reading about one subject is read anew only for it. */
export function isTouched(key: readonly unknown[], news: readonly News[]): boolean {
  const [name, input] = key
  if (typeof name !== 'string') return false
  const subjects = new Set(news.flatMap((n) => Object.values(n.subjects)))
  if (news.some((n) => n.kind === 'clock.turned')) return true
  if (name === 'session') return news.some((n) => /^(member|site|team|workspace)\./.test(n.kind))
  if (LISTS.has(name)) return news.some((n) => !SETTINGS.test(n.kind) || n.kind.startsWith('mail'))
  // The card of the person stands beside every conversation.
  if (name === 'readConversation' && news.some((n) => /^(person|handle|thing|household)\./.test(n.kind)))
    return true
  const { params, query } = (input as { params?: Ids; query?: Ids } | undefined) ?? {}
  // Asked for by a query: the events of a conversation.
  if (Object.values(query ?? {}).some((id) => subjects.has(String(id)))) return true
  if (params) return Object.values(params).some((id) => subjects.has(id))
  return news.some((n) => SETTINGS.test(n.kind))
}
