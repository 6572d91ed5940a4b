/** A name and an address, as a mail carries them. */
export type MailName = { readonly name: string; readonly address: string }

/** Who a mail came from and went to. */
export type Letterhead = {
  readonly from: readonly MailName[]
  readonly replyTo?: readonly MailName[] | undefined
  readonly to: readonly MailName[]
  readonly cc: readonly MailName[]
}

/** A mail of a conversation. `firstSender`: whoever wrote it first, where it was passed on. */
export type SaidByMail = Letterhead & {
  readonly direction: 'in' | 'out'
  /** A machine wrote it: an absence, a bounce. */
  readonly automatic: boolean
  readonly firstSender: MailName | null
  /** It may not be from whom it names (see `doubtOf`). */
  readonly inDoubt?: boolean
}

/** What the recipients of an answer follow from. */
export type AnswerGround = {
  /** The mails of the conversation, the latest first. */
  readonly mails: readonly SaidByMail[]
  /** All addresses of ours. */
  readonly ours: readonly string[]
  /** Whose conversation it is, with the addresses we know of them, those to be written to first in front. */
  readonly person: { readonly name: string; readonly addresses: readonly string[] } | null
  /** Addresses mail came back from. */
  readonly returned: readonly string[]
}

/** Why somebody should look at an address before sending: it came back, answers go elsewhere than the mail came from, it is new, nobody
 * reads it, or the mail that is answered may not be from there at all. */
export type RecipientMark = {
  readonly address: string
  readonly why: 'came_back' | 'elsewhere' | 'joined' | 'no_reply' | 'in_doubt'
}

/** Whom an answer goes to; `left` were on it before and are not any more. */
export type Answer = {
  readonly to: readonly MailName[]
  readonly cc: readonly MailName[]
  readonly marks: readonly RecipientMark[]
  readonly left: readonly MailName[]
}

/**
 * Whom the next answer of a conversation goes to, by these rules, and what of it is worth a look:
 * 1. The latest mail that a person wrote is answered; what machines send (absences, bounces) only where nobody else wrote.
 * 2. Passed on by somebody, a mail is answered to whoever wrote it first, once they are the person of the conversation.
 * 3. Else it goes where its sender wants answers (Reply-To, else From; RFC 5322 §3.6.2), with everybody else it went to in copy.
 * 4. If we have written to them since, to whomever we wrote then: whom somebody added stays, whom somebody took out stays out.
 * 5. If nobody wrote by mail, it goes to the first address of the person which mail did not come back from.
 * 6. None of our own addresses (with or without a token behind a plus) is ever answered, and nobody stands twice.
 */
export function answerTo({ mails, ours, person, returned }: AnswerGround): Answer {
  const at = mails.indexOf(answeredAmong(mails)!)
  const own = isOneOf(ours)
  const answered = mails[at]
  if (!answered) return marked(firstWords(person, returned), null, { returned, before: null })
  const before = mails.slice(at + 1).find((m) => !m.automatic) ?? null
  const { firstSender } = answered
  const knows = (a: MailName) => person?.addresses.some((known) => known.toLowerCase() === plain(a)) ?? false
  if (firstSender && knows(firstSender))
    return marked({ to: [firstSender], cc: [] }, null, { returned, before: null })
  const plainAnswer = replyRecipients(answered, ours)
  const since = mails.slice(0, at).find((m) => m.direction === 'out' && reaches(m, plainAnswer.to))
  const name = namesIn(mails)
  const chosen = since
    ? { to: once(since.to.filter((a) => !own(a))), cc: inCopy(since.to, since.cc, own) }
    : plainAnswer
  const whole = { to: chosen.to.map(name), cc: chosen.cc.map(name) }
  return marked(whole, since ? null : answered, {
    returned,
    before: since || !before ? null : [...before.from, ...before.to, ...before.cc].filter((a) => !own(a)),
  })
}

/** Which mail an answer answers, the latest first: the latest a person wrote, else the latest that came in; null for none. */
export function answeredAmong<M extends Pick<SaidByMail, 'direction' | 'automatic'>>(
  mails: readonly M[],
): M | null {
  const came = mails.filter((m) => m.direction === 'in')
  return came.find((m) => !m.automatic) ?? came[0] ?? null
}

/**
 * Whom an answer to one mail goes to: to where its sender wants answers (Reply-To, else From; RFC 5322 §3.6.2), with everybody else it
 * went to in copy. None of our own addresses (with or without a token behind a plus) is ever answered, and nobody stands twice.
 */
export function replyRecipients(
  mail: Letterhead,
  ours: readonly string[],
): { to: MailName[]; cc: MailName[] } {
  const own = isOneOf(ours)
  const wanted = (mail.replyTo ?? []).filter((a) => !own(a))
  const to = once(wanted.length > 0 ? wanted : mail.from.filter((a) => !own(a)))
  return { to, cc: inCopy(to, [...mail.to, ...mail.cc], own) }
}

/** The first of some addresses that is one of our own, with or without a token behind a plus; null for none. */
export function ownAmong(addresses: readonly MailName[], ours: readonly string[]): MailName | null {
  return addresses.find(isOneOf(ours)) ?? null
}

/** Tells whether an address says of itself that nobody reads what is sent there. */
export function readsNothing(address: string): boolean {
  return /^(?:no|not|do-?not|dont|nicht|bitte-?nicht)[-_.]?(?:reply|answer|respond|antworten)(?:[-_.+].*)?@/i.test(
    address,
  )
}

// An address typed without its name is called as its owner signs elsewhere in the conversation.
function namesIn(mails: readonly SaidByMail[]): (a: MailName) => MailName {
  const all = mails.flatMap((m) => [...m.from, ...(m.replyTo ?? []), ...m.to, ...m.cc])
  const known = new Map(all.filter((a) => a.name !== '').map((a) => [plain(a), a.name]))
  return (a) => (a.name === '' ? { ...a, name: known.get(plain(a)) ?? '' } : a)
}

function firstWords(person: AnswerGround['person'], returned: readonly string[]) {
  const back = new Set(returned.map((a) => a.toLowerCase()))
  const address = person?.addresses.find((a) => !back.has(a.toLowerCase())) ?? person?.addresses[0]
  return { to: person && address ? [{ name: person.name, address }] : [], cc: [] }
}

// A word to somebody else in between, to a workshop about them, changes nothing for them.
function reaches(mail: SaidByMail, wanted: readonly MailName[]): boolean {
  const got = new Set([...mail.to, ...mail.cc].map(plain))
  return !mail.automatic && wanted.length > 0 && wanted.every((a) => got.has(plain(a)))
}

function marked(
  answer: { to: readonly MailName[]; cc: readonly MailName[] },
  answered: SaidByMail | null,
  { returned, before }: { returned: readonly string[]; before: readonly MailName[] | null },
): Answer {
  const back = new Set(returned.map((a) => a.toLowerCase()))
  const were = before && new Set(before.map(plain))
  const houses = new Set((answered?.from ?? []).map(houseOf))
  const elsewhere = (a: MailName) => (answered?.replyTo ?? []).length > 0 && !houses.has(houseOf(a))
  const why = (a: MailName, first: boolean): RecipientMark['why'] | null => {
    if (back.has(plain(a))) return 'came_back'
    if (answered && first && elsewhere(a)) return 'elsewhere'
    if (were && !were.has(plain(a))) return 'joined'
    return readsNothing(a.address) ? 'no_reply' : null
  }
  const marks = [
    ...answer.to.map((a) => [a, true] as const),
    ...answer.cc.map((a) => [a, false] as const),
  ].flatMap(([a, first]) => {
    const because = why(a, first)
    return because ? [{ address: a.address, why: because }] : []
  })
  const first = answered?.inDoubt ? answer.to.slice(0, 1) : []
  const doubted = first.map((a) => ({ address: a.address, why: 'in_doubt' as const }))
  const now = new Set([...answer.to, ...answer.cc].map(plain))
  return {
    ...answer,
    marks: [...doubted, ...marks],
    left: once(before ?? []).filter((a) => !now.has(plain(a))),
  }
}

function inCopy(
  to: readonly MailName[],
  rest: readonly MailName[],
  own: (a: MailName) => boolean,
): MailName[] {
  return once(rest.filter((a) => !own(a) && !to.some((t) => plain(t) === plain(a))))
}

function isOneOf(ours: readonly string[]): (a: MailName) => boolean {
  const own = new Set(ours.map((a) => a.toLowerCase()))
  return (a) => own.has(plain(a)) || own.has(plain(a).replace(/\+[^@]*@/, '@'))
}

function houseOf(a: MailName): string {
  return plain(a).slice(plain(a).lastIndexOf('@') + 1)
}

function plain(a: MailName): string {
  return a.address.toLowerCase()
}

function once(list: readonly MailName[]): MailName[] {
  return [...new Map([...list].reverse().map((a) => [plain(a), a])).values()].reverse()
}
