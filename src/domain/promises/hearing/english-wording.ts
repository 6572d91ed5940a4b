import type { HeadKind } from './english-openings.ts'
import { filler } from './english-promising.ts'
import { plainWords } from './plain-words.ts'

const longest = 120
const gerunds: Readonly<Record<string, string>> = {
  dropping: 'drop',
  shipping: 'ship',
  getting: 'get',
  writing: 'write',
  phoning: 'phone',
  coming: 'come',
  driving: 'drive',
}
/** Where the rest of a clause explains rather than promises. */
const explains = /\s+[–—-]\s+|[;:(]|\s*,\s+(?!and\b)|\s(?:even if|because|so that|as soon as)\b/

/**
 * What is promised, as a short phrase that begins with a verb or a thing: "call Marta", "Marta’s car ready". `clause` are the
 * words behind the opening without the date, `who` those of who will do it, or of the thing.
 */
export function wording(
  clause: string,
  kind: HeadKind,
  who: string | null,
  toName: string | undefined,
): string {
  const plain = clause
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]*(?:and|then|but)\b(?: (?:I'll|I will|we'll|we will|will))?/i, '')
    .trim()
  const said = plain.slice(plainWords(plain).match(filler)?.[0].length ?? 0)
  const phrase = (said.split(explains)[0] ?? '')
    .replace(/(?:[\s.,!?]|\b(?:and|but|so|then)(?=\s*$))+$/, '')
    .replace(/\band (?:then )?(?:(?:I|we)['’]ll|(?:I |we )?will) /gi, 'and ')
    .trim()
  return shorten(named(acted(phrase, kind, who), toName))
}

function acted(phrase: string, kind: HeadKind, who: string | null): string {
  switch (kind) {
    case 'leave':
      return 'take care of it'
    case 'you_can':
      return `have it ready for you to ${phrase}`
    case 'passive':
      return `${who} ${phrase}`
    case 'present_thing':
      return `${who} ${phrase}`
    case 'others_present':
      return `${who} to ${baseVerb(phrase)}`
    case 'note':
      return noted(phrase, who)
    case 'thing':
      return `${who} ${/^(?:go|leave|ship|reach|get)\b/.test(phrase) ? 'to ' : ''}${phrase.replace(/^be /, '')}`
    case 'others':
      return `${who} to ${phrase}`
    case 'you_present':
    case 'you_will':
      return whatTheyGet(phrase)
    case 'going':
      return plainVerb(phrase)
    default:
      return /^be \w+ing\b/i.test(phrase) ? plainVerb(phrase.slice(3)) : phrase
  }
}

/** "phones you": "phone you". */
function baseVerb(phrase: string): string {
  if (/^\w+ing\b/.test(phrase)) return plainVerb(phrase)
  return phrase.replace(/^(\w+?)(?:(?<=ch|sh|s|x|o)es|(?<=[^s])s)\b/, '$1')
}

/** What a note says was promised: "a call" to somebody is "call Mr Yilmaz". */
function noted(phrase: string, who: string | null): string {
  if (who && /^(?:promised|agreed|assured|confirmed)\b/i.test(phrase))
    return /^call/i.test(who) ? 'call back' : who
  const call = /^(?:an?|the|our) (?:call(?: ?back)?|ring)\b/i.exec(phrase)
  if (call && who) return `call ${who}${phrase.slice(call[0].length)}`
  return phrase.replace(/^(?:that )?(?:we|I|someone)(?:['’]d|['’]ll| would| will) /i, '').replace(/^to /i, '')
}

function plainVerb(phrase: string): string {
  return phrase.replace(
    /^\w+ing\b/i,
    (gerund) => gerunds[gerund.toLowerCase()] ?? gerund.replace(/ing$/i, ''),
  )
}

function whatTheyGet(phrase: string): string {
  const said = phrase.replace(/^(?:to|also|then|definitely|certainly|surely)\s+/i, '')
  if (/^(?:be called|(?:(?:have|get|receive) )?(?:an?|my|our) call)\b/i.test(said)) return 'call you'
  if (
    /^(?:hear|hearing|be (?:contacted|notified|informed)|(?:(?:have|get|receive) )?(?:news|word|(?:an?|my|our) (?:reply|answer|update|message)))\b/i.test(
      said,
    )
  )
    return 'get back to you'
  if (/^be (?:refunded|reimbursed)/i.test(said)) return 'refund you'
  const thing = said
    .replace(/^(?:have|get|receive|find)\s+/i, '')
    .replace(/\s*\b(?:from (?:me|us)|in your inbox)\b/i, '')
  return `get ${thing} to you`
}

/** Their name instead of "you", save where the verb would need another form ("that you get it back"). */
function named(what: string, toName: string | undefined): string {
  if (!toName || /\byou (?:get|have|are|can|receive|find)\b/i.test(what)) return what
  return what.replace(/\byour\b/gi, `${toName}’s`).replace(/\b(?:yourself|you)\b/gi, toName)
}

function shorten(what: string): string {
  const line = what.replace(/\s+/g, ' ').replace(/\s+,/g, ',').trim()
  return line.length <= longest ? line : `${line.slice(0, longest).replace(/\s+\S*$/, '')}…`
}
