import { type Due, resolveDue } from '../due.ts'
import { withoutCalls } from './calls-by-name.ts'
import { hearEnglish } from './english-hearing.ts'
import { hearGerman } from './german-hearing.ts'
import { type Language, languagesOf } from './heard-language.ts'
import type { HeardPart, HearingContext } from './heard-part.ts'
import { plainWords } from './plain-words.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

export type { HearingContext } from './heard-part.ts'

/** A promise heard in words we are about to send, or noted; it becomes one only when a person confirms it. */
export type HeardPromise = {
  /** The sentence it was heard in, and where in the text its own words stand. */
  readonly sentence: string
  readonly start: number
  readonly end: number
  /** What is promised, short: "call Marta", "Marta zurückrufen". */
  readonly what: string
  /** By when, as said: "by noon"; null when nothing was said. */
  readonly saidAs: string | null
  readonly due: Due
  /** The language it was said in: `what` is in it too. */
  readonly language: Language
}

/** How much of a text is listened to (characters): whatever is pasted, hearing ends soon. */
export const LONGEST_HEARD = 20_000
/** What runs on for longer without an end is no sentence (characters). */
export const LONGEST_SENTENCE = 1200

/**
 * Hears what a text promises (S3-21), in English and German: offline, by rules, in the order of the text; each sentence's
 * language is found by its words. Quotes, questions, conditions, other people's promises, the past and mere politeness are
 * not heard, and nothing behind `LONGEST_HEARD`.
 */
export function hearPromises(written: string, ctx: HearingContext): HeardPromise[] {
  const text = written.slice(0, LONGEST_HEARD)
  const languageOf = languagesOf(plainWords(text), ctx.languages)
  const english = hearEnglish(ctx)
  const german = hearGerman(ctx)
  return sentencesOf(text).flatMap((one) => {
    const sentence = withoutCalls(one, ctx.ourNames ?? [])
    if (sentence.plain.length > LONGEST_SENTENCE || !/[a-zäöü]/.test(sentence.plain)) return []
    const language = languageOf(sentence.plain)
    const parts = language === 'de' ? german(sentence) : english(sentence)
    return parts.map((part) => ({ ...write(text, sentence, part, ctx), language }))
  })
}

function write(
  text: string,
  sentence: Sentence,
  part: HeardPart,
  ctx: HearingContext,
): Omit<HeardPromise, 'language'> {
  const { words } = part
  const quote = (from: number, to: number) => text.slice(sentence.start + from, sentence.start + to)
  const dates = words ? [...(words.also ? [words.also] : []), words].sort((a, b) => a.start - b.start) : []
  const saidAs = dates.map((date) => quote(date.start, date.end).trim()).join(' ')
  const start = Math.min(part.start, ...dates.map((date) => date.start))
  const end = Math.max(part.end, ...dates.map((date) => date.end))
  const own = quote(start, end).replace(/(?:[\s.,;:!?]|\b(?:and|but|so|then|und|aber)(?=\s*$))+$/, '')
  return {
    sentence: quote(0, sentence.plain.length).replace(/\s+/g, ' '),
    start: sentence.start + start,
    end: sentence.start + start + own.length,
    what: part.what,
    saidAs: saidAs.replace(/\s+/g, ' ').replace(/(?<!\.m|\d)\.$/, '') || null,
    due: words ? resolveDue(words.meaning, ctx) : { kind: 'open' },
  }
}
