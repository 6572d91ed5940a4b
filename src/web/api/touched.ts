/** What the live line tells: a kind of thing that happened, and to whom or what. */
export type News = { kind: string; subjects: Record<string, string> }

/** Readings that may show anything of conversations, promises or people. */
const LISTS = new Set([
  'listConversations',
  'countConversations',
  'countViews',
  'listMergeCandidates',
  'previewConversationMerge',
  'counts',
  'readToday',
  'readAhead',
  'readCounter',
  'listPromises',
  'listAsks',
  'listMistakes',
  'listHanded',
  'listPlanned',
  'listPeople',
  'listDuplicates',
  'readDemo',
  'listAuthorityAsks',
  'readAuthorityAsk',
  ...['listAuthorityLimits', 'listToLookAt', 'listLearnt', 'listCauses', 'countGestures'],
])
/** Readings of what is given and what comes of it; of where they may not read, whoever is asked hears by what was promised them. */
const GOODWILL = new Set([
  'readAuthority',
  'listAuthorityLimits',
  'listAuthorityAsks',
  'listGestures',
  'listToLookAt',
  'listLearnt',
  'listCauses',
  'countGestures',
  'listRecoveryCases',
  'readRecoveryCase',
  'listFrictions',
  'readFriction',
  'listHouseRules',
])
/** Readings of what is put right and of the rules that kept us from helping, and what changes them. */
const AMENDS = new Set([
  'listRecoveryCases',
  'readRecoveryCase',
  'listRecoveryWords',
  'listHouseRules',
  'listFrictions',
  'readFriction',
])
const AMENDED = /^(recovery|friction|house_rule|promise|conversation\.(changed|merged|unmerged))/
/** Readings that show what one was told; what is told touches nothing else. */
const NOTICES = new Set(['readBell', 'listNotices'])
/** Who stands in for whom is another for the one who looks: a break began or ended. Readings that show it. */
const COVER = 'cover.changed'
const COVERED = new Set(['readToday', 'readAhead', 'readBell', 'readMyPromisesAlone'])
const isNotice = (n: News) => n.kind === 'notice.told'
type Ids = Record<string, string>
const SETTINGS =
  /^(member|site|team|workspace|invitation|mailbox|form|tag|view|saved_reply|mail|junk|block|receipts|look_back|import|clock)\./

/** Tells whether what a reading shows may have changed by what happened. A reading about one subject is read anew only for it. */
export function isTouched(key: readonly unknown[], all: readonly News[]): boolean {
  const [name, input] = key
  if (typeof name !== 'string') return false
  if (COVERED.has(name) && all.some((n) => n.kind === COVER)) return true
  if (NOTICES.has(name)) return all.some((n) => isNotice(n) || n.kind === 'clock.turned')
  const news = all.filter((n) => !isNotice(n) && n.kind !== COVER)
  if (news.length === 0) return false
  const subjects = new Set(news.flatMap((n) => Object.values(n.subjects)))
  if (news.some((n) => n.kind === 'clock.turned')) return true
  // Whatever shows a person may show another one now.
  if (name !== 'session' && news.some((n) => /^person\.(un)?merged$/.test(n.kind))) return true
  if (name === 'session') return news.some((n) => /^(member|site|team|workspace)\./.test(n.kind))
  if (GOODWILL.has(name))
    return news.some((n) => /^(authority|gesture|cause|recovery|friction|house_rule|promise)\./.test(n.kind))
  if (AMENDS.has(name)) return news.some((n) => AMENDED.test(n.kind))
  if (LISTS.has(name))
    return news.some((n) => !SETTINGS.test(n.kind) || /^(mail|tag|view|import\.undone)/.test(n.kind))
  // The card of the person stands beside every conversation.
  if (
    name === 'readConversation' &&
    news.some((n) => /^(person|handle|thing|household|speaks_for|tag)\./.test(n.kind))
  )
    return true
  // What would happen to a word hangs on the person it is for.
  if (name === 'previewContact' && news.some((n) => /^(consent|contact|person|handle|site)\./.test(n.kind)))
    return true
  // What stands below a mail is the mailbox's and the writer's.
  if (name === 'readLetterhead' && news.some((n) => /^(mailbox|member|site|person)\./.test(n.kind)))
    return true
  const { params, query } = (input as { params?: Ids; query?: Ids } | undefined) ?? {}
  // Asked for by a query: the events of a conversation.
  if (Object.values(query ?? {}).some((id) => subjects.has(String(id)))) return true
  if (params) return Object.values(params).some((id) => subjects.has(id))
  return news.some((n) => SETTINGS.test(n.kind))
}
