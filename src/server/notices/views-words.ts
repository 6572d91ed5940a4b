import type { NoticeKind } from '../../domain/notices/notice.ts'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import type { Language } from '../../words/languages.ts'
import { fill, type Words } from '../../words/words.ts'
import type { StoredNotice } from './store.ts'

type Line = keyof Words['notices']['sent']['line']

/** What stands in a push or a mail beside the link: no customer's name, no customer's words. */
export function noticeLine(
  n: Pick<StoredNotice, 'kind' | 'data'>,
  by: string | null,
  zone: TimeZone,
  now: Instant,
  language: Language,
): string {
  const words = language.words.notices.sent
  const sentence: string = words.line[lineOf(n.kind, n.data)]
  const due = typeof n.data.due === 'string' ? sayDue(n.data.due as Instant, zone, now, language) : ''
  return fill(sentence, { by: by ?? words.somebody, due })
}

/** Where a notice leads, as a path of the app. */
export function noticePath(n: Pick<StoredNotice, 'promiseId' | 'conversationId' | 'data'>): string {
  if (n.data.mailbox) return `/promises/earlier/${n.data.mailbox}`
  if (n.data.book) return `/settings/mailboxes/${n.data.book}`
  if (n.data.outbox) return '/settings/outbox'
  if (n.data.ask) return '/promises?made=colleagues'
  if (n.data.yes) return `/goodwill/asks?open=${n.data.yes}`
  if (n.data.friction) return `/goodwill/rules?open=${n.data.friction}`
  if (n.data.cause ?? n.data.gesture) return `/goodwill/learn?open=${n.data.cause ?? n.data.gesture}`
  if (n.promiseId) return `/promises/${n.promiseId}`
  return n.conversationId ? `/conversations/${n.conversationId}` : '/today'
}

/** The letter that tells one member of several things. */
export function noticeLetter(
  name: string,
  lines: readonly { line: string; url: string }[],
  more: number,
  settingsUrl: string,
  digest: boolean,
  language: Language,
) {
  const words = language.words.notices.sent
  const subject = lines.length === 1 && more === 0 ? lines[0]!.line : words.subject
  const list = lines.map(({ line, url }) => `${line}\n${url}`).join('\n\n')
  const rest = more > 0 ? `\n\n${fill(words.more, { count: String(more) })}` : ''
  const why = fill(digest ? words.whyDigest : words.why, { url: settingsUrl })
  return { subject, text: `${fill(words.hello, { name })}\n\n${list}${rest}\n\n-- \n${why}\n` }
}

function lineOf(kind: NoticeKind, data: StoredNotice['data']): Line {
  if (kind === 'promise_due') return data.about === 'update' ? 'update_due' : 'promise_due'
  if (kind === 'promise_backup' && data.about === 'untold') return 'untold_backup'
  if (kind === 'promise_backup') return data.about === 'update' ? 'update_backup' : 'promise_backup'
  if (kind === 'promise_given' && data.as === 'asked') return 'asked'
  if (kind === 'promise_given' && data.as === 'left') return 'promise_left'
  if (kind === 'promise_given' && data.as === 'stands_for') return 'stands_for'
  if (kind === 'promise_changed' && data.as === 'promisee_left') return 'promisee_left'
  if (kind === 'promise_changed' && data.as === 'left_let_off') return 'left_let_off'
  if (kind === 'promise_given' && data.as === 'asks') return 'ask_taken_over'
  if (kind === 'promise_given') return data.as === 'promisee' ? 'promise_to_you' : 'promise_given'
  if (kind === 'promise_changed' && data.as === 'declined') return 'ask_declined'
  if (kind === 'promise_changed' && data.as === 'withdrawn') return 'ask_withdrawn'
  if (kind === 'promise_changed' && data.as === 'returned') return 'ask_returned'
  if (kind === 'mail_amiss' && data.as === 'letter') return 'letter_failed'
  if (kind === 'not_told' && data.as === 'said') return 'said_back'
  if (kind === 'yes_asked') return data.as === 'passed' ? 'yes_passed' : 'yes_asked'
  if (kind === 'yes_answered')
    return data.as === 'refused' ? 'yes_refused' : data.as === 'unanswered' ? 'yes_unanswered' : 'yes_granted'
  if (kind === 'yes_settled') return data.as === 'withdrawn' ? 'yes_withdrawn' : 'yes_emergency'
  if (kind === 'rule') return data.as === 'answered' ? 'rule_answered' : 'rule_asked'
  if (kind === 'learn') return data.as === 'cause' ? 'cause_opened' : 'to_look_at'
  if (kind === 'handover') return data.as === 'offered' ? 'handover' : 'handover_answered'
  return kind
}

function sayDue(due: Instant, zone: TimeZone, now: Instant, { dates }: Language): string {
  const there = localParts(due, zone)
  if (there.date === localParts(now, zone).date) return there.time
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone } as const
  return `${there.time}, ${new Intl.DateTimeFormat(dates, day).format(new Date(due))}`
}
