import { type Access, hasAccess, may } from '../accounts/permissions.ts'
import type { MemberId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** What stands in a saved reply for what is known once it is said: `{{person.first}}`, or with other words where nothing is known `{{person.first|there}}`. */
export const VARIABLES = [
  'person.first',
  'person.name',
  'person.say',
  'vehicle',
  'my.first',
  'my.name',
  'site.name',
  'site.telephone',
  'site.hours',
  'promise.due',
  'subject',
  'reference',
] as const
export type Variable = (typeof VARIABLES)[number]
/** What is known of each; what is absent or empty is not known. */
export type Values = { readonly [V in Variable]?: string | null | undefined }

/** A blank in a text: from where to where, what it asks for, and the words that stand in for it. */
export type Blank = {
  readonly start: number
  readonly end: number
  readonly variable: string
  readonly instead: string | null
}

const BLANK = /\{\{\s*([a-z][a-z.]{0,40})\s*(?:\|([^{}|]{0,200}))?\}\}/gi

/** Tells whether a name is one of the variables. */
export function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name)
}

/** Every blank of a text, also those that ask for what there is not. */
export function blanksIn(text: string): Blank[] {
  return [...text.matchAll(BLANK)].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
    variable: m[1]!.toLowerCase(),
    instead: m[2]?.trim() ?? null,
  }))
}

/** Fills a text: with what is known, else with the words that stand in for it. What has neither stays a blank, for a person to fill. */
export function fillIn(
  text: string,
  values: Values,
): { readonly text: string; readonly missing: readonly Variable[] } {
  const missing = new Set<Variable>()
  const filled = text.replace(BLANK, (whole, name: string, instead?: string) => {
    const variable = name.toLowerCase()
    if (!isVariable(variable)) return whole
    const known = values[variable]?.trim()
    if (known) return known
    if (instead !== undefined) return instead.trim()
    missing.add(variable)
    return `{{${variable}}}`
  })
  return { text: filled, missing: [...missing] }
}

/** The first blank of a text that is still to be filled before anybody reads it; null where there is none. */
export function openBlank(text: string): Blank | null {
  return blanksIn(text).find((blank) => isVariable(blank.variable)) ?? null
}

/** Null where everything a saved reply asks for is there to be asked for, else a refusal that names what is not. */
export function unknownBlank(texts: Readonly<Record<string, string>>): Refusal | null {
  const unknown = Object.values(texts)
    .flatMap(blanksIn)
    .find((blank) => !isVariable(blank.variable))
  return unknown ? refuse('unknown_variable', { field: 'texts', values: { name: unknown.variable } }) : null
}

/** A text said once, made to be said again: what is known of who it was said to, and by whom, becomes blanks. Whole words only. */
export function asTemplate(text: string, values: Values): string {
  const known = (
    ['person.name', 'person.first', 'vehicle', 'reference', 'my.name', 'my.first'] as const
  ).flatMap((variable) => {
    const value = values[variable]?.trim()
    return value && value.length > 1 ? [{ variable, value }] : []
  })
  return known.reduce((said, { variable, value }) => {
    const word = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(value)}(?![\\p{L}\\p{N}])`, 'gu')
    // What is a blank already is left as it is.
    return said
      .split(/(\{\{[^{}]*\}\})/)
      .map((piece, n) => (n % 2 === 1 ? piece : piece.replace(word, `{{${variable}}}`)))
      .join('')
  }, text)
}

/** The text for somebody who reads these languages, the first that there is; else that of the house, else any. */
export function textFor(
  texts: Readonly<Record<string, string>>,
  languages: readonly string[],
): { readonly language: string; readonly text: string } {
  const there = Object.keys(texts)
  const plain = (tag: string) => tag.split('-')[0]!.toLowerCase()
  const language =
    languages.flatMap((tag) => there.filter((one) => plain(one) === plain(tag)))[0] ?? there.toSorted()[0]!
  return { language, text: texts[language]! }
}

/** Null when somebody may make, change or delete a saved reply: one's own always, everybody's those who lead. Somebody else's own is as if it were not there. */
export function mayNotChangeReply(
  ownerId: MemberId | null,
  who: Access & { readonly id: MemberId },
  now: Instant,
): Refusal | null {
  if (!hasAccess(who, now)) return refuse('access_ended')
  if (ownerId !== null) return ownerId === who.id ? null : refuse('not_found')
  return may(who, 'replies.share', now)
    ? null
    : refuse('not_allowed', { values: { permission: 'replies.share' } })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
