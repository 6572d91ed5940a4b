import { foldedWord, searchWords } from './search-keys.ts'

/** How alike two names are: the same words in any order, nearly the same (a slip, an umlaut, a short form), or not. */
export type Likeness = 'same' | 'alike' | 'different'

/** Short forms that are not the beginning of the whole: too few to need more than a line each. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ bob: 'robert', bill: 'william', dick: 'richard', jim: 'james', jack: 'john', peggy: 'margaret' },
  ...{ betty: 'elizabeth', liz: 'elizabeth', tony: 'anthony', ted: 'edward', kate: 'katherine' },
  ...{ hans: 'johannes', sepp: 'josef', toni: 'anton', gretl: 'margarete', greta: 'margarete' },
  ...{ heinz: 'heinrich', fritz: 'friedrich', klaus: 'nikolaus', uli: 'ulrich', lena: 'magdalena' },
}

/** Words of a name as names are compared: without accents, "Müller" and "Mueller" alike. */
export function nameWords(name: string): string[] {
  return searchWords(name).map((word) => foldedWord(word).replaceAll('ss', 's'))
}

/** Tells how alike two names are. One that has fewer than two words is never more than alike: "Anna" is many. */
export function compareNames(a: string, b: string): Likeness {
  const [left, right] = [nameWords(a), nameWords(b)]
  if (left.length === 0 || right.length === 0) return 'different'
  const same = left.toSorted().join(' ') === right.toSorted().join(' ')
  if (same) return left.length > 1 ? 'same' : 'alike'
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  if (short.length < 2) return 'different'
  const open = [...long]
  for (const word of short) {
    const found = open.findIndex((other) => isAlike(word, other))
    if (found < 0) return 'different'
    open.splice(found, 1)
  }
  // Somebody with a middle name more, or a title.
  return long.length - short.length <= 1 ? 'alike' : 'different'
}

function isAlike(a: string, b: string): boolean {
  if (a === b) return true
  if ((SHORT[a] ?? a) === (SHORT[b] ?? b)) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.startsWith(short)) return true
  return distance(a, b) <= (short.length >= 8 ? 2 : short.length >= 4 ? 1 : 0)
}

/** Letters to add, drop, change or swap with the next, to make one word of the other (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  const rows: number[][] = [[...Array(b.length + 1).keys()]]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
