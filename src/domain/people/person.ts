import type { PersonId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { HandleKind, HandleTrust } from './handles.ts'

/** How somebody wishes to be met: gladly, greeted and left alone, or only when they ask (S4-29). */
export const APPROACHES = ['welcome', 'greet_only', 'ask'] as const
export type Approach = (typeof APPROACHES)[number]

/**
 * Anybody who is served: buyer, visitor, colleague, supplier, neighbour (S1-02). There is no field for wealth, looks, worth
 * as a lead, or gender (S0-04).
 */
export type Person = {
  readonly id: PersonId
  /** As they call themselves; empty while nobody knows. */
  readonly name: string
  /** How to say the name. */
  readonly sayName: string | null
  /** BCP 47, the best first. */
  readonly languages: readonly string[]
  readonly approach: Approach
  readonly goodToKnow: string
  readonly accessNeeds: string | null
  /** Surveys, offers and cheer stay away (S4-07). */
  readonly sensitive: boolean
}

export type PersonFields = Omit<Person, 'id'>

const limits = { name: 200, sayName: 200, goodToKnow: 5000, accessNeeds: 2000 } as const

/** A new person; a name is not needed. Refuses like {@link changePerson}. */
export function createPerson(id: PersonId, fields: Partial<PersonFields>): Person | Refusal {
  const blank: Person = {
    id,
    name: '',
    sayName: null,
    languages: [],
    approach: 'welcome',
    goodToKnow: '',
    accessNeeds: null,
    sensitive: false,
  }
  return changePerson(blank, fields)
}

/** A person with some fields changed, blanks tidied. Refuses `invalid_input` or `too_large` with the field. */
export function changePerson(person: Person, change: Partial<PersonFields>): Person | Refusal {
  const next = { ...person, ...change }
  const languages = [...new Set(next.languages)]
  if (languages.length > 20 || !languages.every((l) => /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(l))) {
    return refuse('invalid_input', { field: 'languages' })
  }
  for (const [field, max] of Object.entries(limits)) {
    if ((next[field as keyof typeof limits] ?? '').length > max)
      return refuse('too_large', { field, values: { limit: `${max} characters` } })
  }
  return {
    ...next,
    name: oneLine(next.name),
    sayName: oneLine(next.sayName ?? '') || null,
    languages,
    goodToKnow: next.goodToKnow.trim(),
    accessNeeds: next.accessNeeds?.trim() || null,
  }
}

/** What to call somebody on screen: the name, else the best known handle, else the word handed in for "someone". */
export function displayName(
  person: Pick<Person, 'name'>,
  handles: readonly { kind: HandleKind; shown: string; trust: HandleTrust }[],
  someone: string,
): string {
  if (person.name.trim() !== '') return person.name
  const order: Record<HandleTrust, number> = { verified: 0, seen: 1, typed: 2 }
  const readable = handles.filter((handle) => handle.kind !== 'chat')
  return [...readable].sort((a, b) => order[a.trust] - order[b.trust])[0]?.shown ?? someone
}

/** One or two letters for a name, those of its first and last word; empty for no letters. */
export function initials(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.]*/gu) ?? []
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends.map((word) => [...word][0]!.toUpperCase()).join('')
}

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
