import type { TalkLine } from './talk.ts'

/** A line of the list; `gone`: it no longer belongs to the view, and stays until one leaves it. */
export type StayingLine = TalkLine & { gone: boolean }

const drawn = new WeakMap<TalkLine, StayingLine>()

// What did not change stays the same thing: it is not drawn anew.
function standing(line: TalkLine): StayingLine {
  const known = drawn.get(line) ?? { ...line, gone: false }
  drawn.set(line, known)
  return known
}

/**
 * Keeps a list where it is. Lines shown before keep their places, also those that no longer belong here; new ones come in where
 * the fresh list has them. `now` tells how a line that left stands now.
 */
export function stay(
  kept: readonly StayingLine[],
  fresh: readonly TalkLine[],
  now: (line: TalkLine) => Partial<TalkLine> = () => ({}),
): StayingLine[] {
  const byId = new Map(fresh.map((line) => [line.id, line]))
  const known = new Set(kept.map((line) => line.id))
  const result: StayingLine[] = kept.map((line) => {
    const here = byId.get(line.id)
    return here ? standing(here) : { ...line, ...now(line), gone: true }
  })
  fresh.forEach((line, n) => {
    if (known.has(line.id)) return
    const after = fresh.slice(n + 1).find((next) => known.has(next.id))
    const at = after ? result.findIndex((r) => r.id === after.id) : result.length
    // A line that left stays above those that were below it.
    result.splice(at, 0, standing(line))
    known.add(line.id)
  })
  return result
}
