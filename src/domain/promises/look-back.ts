import type { Schedule } from '../shared/business-hours.ts'
import type { Instant } from '../shared/time.ts'
import { hearPromises, LONGEST_HEARD } from './hearing/heard.ts'
import { sentencesOf } from './hearing/sentences.ts'

/** A mail of the last weeks without its words. Addresses are in the form by which they are compared. */
export type SeenMail = {
  /** Its Message-ID, or what stands for one. */
  readonly id: string
  readonly at: Instant
  readonly isOurs: boolean
  readonly from: string | null
  /** Where an answer goes to. */
  readonly replyTo: readonly string[]
  readonly to: readonly string[]
  /** The Message-IDs it refers to. */
  readonly answers: readonly string[]
  /** A machine wrote it: an away notice, a bounce, a newsletter, a list, an address nobody reads. */
  readonly automatic: boolean
}

/** Who wrote to whom, as far as later words and answers need it. */
export type Correspondence<Mail extends SeenMail = SeenMail> = {
  readonly lastWordTo: ReadonlyMap<string, Instant>
  /** When a mail was last answered, by its Message-ID. */
  readonly answeredAt: ReadonlyMap<string, Instant>
  /** The last mail of each person, by their address. */
  readonly lastFrom: ReadonlyMap<string, Mail>
}

/** Reads who wrote to whom; what a machine sent is nobody's word, neither ours nor theirs. */
export function correspond<Mail extends SeenMail>(mails: Iterable<Mail>): Correspondence<Mail> {
  const lastWordTo = new Map<string, Instant>()
  const answeredAt = new Map<string, Instant>()
  const lastFrom = new Map<string, Mail>()
  const keep = (map: Map<string, Instant>, key: string, at: Instant) => {
    if ((map.get(key) ?? '') < at) map.set(key, at)
  }
  for (const mail of mails) {
    if (mail.automatic) continue
    if (mail.isOurs) {
      for (const address of mail.to) keep(lastWordTo, address, mail.at)
      for (const id of mail.answers) keep(answeredAt, id, mail.at)
    } else if (mail.from !== null) {
      const before = lastFrom.get(mail.from)
      if (!before || before.at <= mail.at) lastFrom.set(mail.from, mail)
    }
  }
  return { lastWordTo, answeredAt, lastFrom }
}

/** Tells whether a word of ours went to somebody after a mail: to their address, or in answer to that mail. */
export function hasLaterWord(
  { lastWordTo, answeredAt }: Correspondence,
  mail: { readonly id: string; readonly at: Instant; readonly addresses: readonly string[] },
): boolean {
  const later = [answeredAt.get(mail.id), ...mail.addresses.map((address) => lastWordTo.get(address))]
  return later.some((at) => at !== undefined && at > mail.at)
}

/** The last mails of those who have had no answer to it, each person once. */
export function unanswered<Mail extends SeenMail>(all: Correspondence<Mail>): Mail[] {
  return [...all.lastFrom.values()].filter(
    (mail) =>
      !hasLaterWord(all, { ...mail, addresses: [...(mail.from ? [mail.from] : []), ...mail.replyTo] }),
  )
}

/** A promise found in a mail we sent; places are in the sentence. */
export type FoundPromise = {
  /** Where in the text its words begin. */
  readonly place: number
  readonly sentence: string
  readonly heardFrom: number | null
  readonly heardTo: number | null
  readonly what: string
  readonly saidAs: string | null
  /** By the mail's own date; null when nobody gave a time, or one that may mean two. */
  readonly due: Instant | null
}

/** The promises in our own words of a mail, dates as they were meant on the day it was sent, at the place of the site. */
export function promisesIn(
  text: string,
  said: { readonly at: Instant; readonly schedule: Schedule; readonly ourNames: readonly string[] },
): FoundPromise[] {
  const words = text.slice(0, LONGEST_HEARD)
  const heard = hearPromises(words, { now: said.at, schedule: said.schedule, ourNames: said.ourNames })
  return heard.map(({ sentence, start, end, what, saidAs, due }) => {
    const phrase = words.slice(start, end).replace(/\s+/g, ' ')
    const from = sentence.indexOf(phrase)
    return {
      ...{ place: start, sentence, what, saidAs },
      heardFrom: from < 0 ? null : from,
      heardTo: from < 0 ? null : from + phrase.length,
      due: due.kind === 'at' ? due.instant : null,
    }
  })
}

/**
 * The date a promise from before is measured by (P8): the one the sentence named where that has passed (`said`; null if nobody
 * knows it), else the one that is confirmed (`due`), which is how the sentence is read.
 */
export function firstNamed(said: Instant | null, due: Instant, now: Instant): Instant {
  return said !== null && said <= now && said < due ? said : due
}

/** What of a mail shows best what somebody waits for: their question, else the first sentence that is no greeting. */
export function askedIn(text: string): string {
  const words = text.slice(0, LONGEST_HEARD)
  const said = sentencesOf(words).map((s) => words.slice(s.start, s.end).replace(/\s+/g, ' '))
  return said.find((s) => s.endsWith('?')) ?? said.find((s) => !/[,:]$/.test(s)) ?? said[0] ?? ''
}

const THANKS =
  /^(?:(?:ok(?:ay)?|great|perfect|super|wonderful|lovely|alles klar|prima|passt)[\s,.!]*)*(?:(?:many )?thanks?(?: you)?|thx|cheers|(?:vielen |besten |lieben |herzlichen )?dank(?:e)?|merci)?\b[\p{L}\s,.!'’-]{0,40}$/iu
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|day|evening)|hallo|moin|guten (?:morgen|tag|abend)|liebe[rs]?|sehr geehrte[rs]?)\b[^.!?\n]{0,40}[,!]?\s*\n/i

/** Tells whether a mail says no more than thank you: nobody waits for an answer to it. */
export function saysOnlyThanks(text: string): boolean {
  const words = text.replace(GREETING, '').replace(/\s+/g, ' ').trim()
  return (
    words !== '' && words.length <= 80 && /thank|thx|cheers|dank|merci/i.test(words) && THANKS.test(words)
  )
}

const NOBODY =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|nicht[-_.]?antworten|keine[-_.]?antwort|mailer-daemon|postmaster|bounces?|notifications?|newsletters?)(?:[+._=-].*)?@/i

/** Tells whether an address is one nobody reads. */
export function isNobodysAddress(address: string): boolean {
  return NOBODY.test(address)
}
