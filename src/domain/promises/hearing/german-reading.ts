import type { Clause, Word } from './german-clauses.ts'

/** What a clause promises: who does it, and the date it needs to count. */
export type Judged = {
  readonly who: 'us' | 'you' | 'other' | 'thing' | 'note'
  readonly person: 'ich' | 'wir' | 'they'
  /** `hour`: a date with its hour; `firm`: one that can only lie ahead. */
  readonly needs: 'nothing' | 'date' | 'hour' | 'firm'
  /** Where the finite verb stands among the words (-1: nowhere), and the verb it says where that is known. */
  readonly at: number
  readonly verb: string | null
}

/** A clause as it is judged: its words (`n`: as they are spelled), the whole sentence, and what it goes on from. */
export type Reading = {
  readonly words: readonly Word[]
  readonly n: readonly string[]
  readonly plain: string
  readonly joiner: string
  readonly before: Judged | null
  readonly ourNames: ReadonlySet<string>
  /** One of its words is such a one. */
  readonly has: (pattern: RegExp) => boolean
}

/** Takes a clause to be judged. */
export function readingOf(
  { words, joiner }: Clause,
  before: Judged | null,
  ourNames: ReadonlySet<string>,
  plain: string,
): Reading {
  const n = words.map(({ norm }) => norm)
  return { words, n, plain, joiner, before, ourNames, has: (pattern) => n.some((word) => pattern.test(word)) }
}

/** "I" or "we" do it. */
export function byUs(person: 'ich' | 'wir', needs: Judged['needs'], at: number, verb: string | null): Judged {
  return { who: 'us', person, needs, at, verb }
}

/** They, or a thing: `who` says which. */
export function byThem(
  who: 'you' | 'other' | 'thing',
  needs: Judged['needs'],
  at: number,
  verb: string | null = null,
): Judged {
  return { who, person: 'they', needs, at, verb }
}
