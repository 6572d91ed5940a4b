import type { Word } from './german-clauses.ts'

/** The words of the subject: those before the verb, or the first noun with what belongs to it behind it. */
export function subjectOf(n: readonly string[], words: readonly Word[], at: number): string[] {
  const front = n
    .slice(0, at)
    .filter((word) => !/^(?:dann|danach|auch|ja|gern|gerne|also|natuerlich|leider|und|aber|denn)$/.test(word))
  const isNoun = (i: number) => words[i]!.isCapital && !/^(?:sie|ihnen|ihr|ihre[nrms]?)$/.test(n[i]!)
  const objectFirst = /^(?:den|dem|ihnen|dir|ihren|ihrem|deinen|einen|einem|unseren)$/.test(front[0] ?? '')
  if (
    front.length > 0 &&
    !objectFirst &&
    !/^(?:wegen|in|im|auf|mit|bei|zu|fuer|am|per|von|ueber)$/.test(front[0]!)
  )
    return front
  for (let i = at + 1; i < n.length; i++) {
    const isPronoun = /^(?:jemand|einer|das|es|alles|beides|kollege|kollegin)$/.test(n[i]!)
    if (isNoun(i) || (isPronoun && !words[i + 1]?.isCapital)) {
      let from = i
      while (
        from > at + 1 &&
        !/^(?:sie|ihnen|dir|dich|euch|sich|es|noch|auch|dann|wieder)$/.test(n[from - 1]!)
      )
        from -= 1
      return n.slice(from, i + 1 + nameBehind(n, words, i))
    }
  }
  return front.length > 0 && objectFirst ? [] : front
}

/**
 * How many words behind a noun are the name that belongs to it: "Herr Dr. Demir", "Kollegin Eva Huber", "unser Monteur Karl Huber". One
 * noun behind "unser Fahrer" may as well be what is brought.
 */
function nameBehind(n: readonly string[], words: readonly Word[], at: number): number {
  const isName = (i: number) => words[i]?.isCapital && !/^(?:sie|ihnen|ihr|ihre[nrms]?)$/.test(n[i]!)
  if (/^(?:herr|frau)$/.test(n[at]!)) {
    let i = at + 1
    while (/^(?:dr|prof|professor)$/.test(n[i] ?? '')) i += 1
    return isName(i) ? i - at : 0
  }
  const isWhole = isName(at + 1) && isName(at + 2)
  if (/^kolleg(?:e|in)$/.test(n[at]!) && isName(at + 1)) return isWhole ? 2 : 1
  return /^(?:unsere?|meine?)$/.test(n[at - 1] ?? '') && isWhole ? 2 : 0
}
