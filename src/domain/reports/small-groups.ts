/** How many people a figure must rest on before it is shown of a part of the house. */
export const FEWEST = 3

/** Something counted: by whom, and in which parts of the house (sites, teams) it counts beside the whole. */
export type Cell = { readonly owner: string; readonly parts: readonly string[] }

/** What counts in just the same parts, so that no sum of figures tells it apart. */
type Atom = { readonly owners: ReadonlySet<string>; readonly parts: ReadonlySet<string> }

/**
 * Of which parts of the house a figure may be shown beside that of the whole: of a handful of people it would be a figure of a
 * person, and so would what is left when any figures shown are added up or taken from each other (S4-25, DOMAIN 8.12-5). Larger
 * parts go before smaller ones. The whole house may always see its own, and a part that is all of it.
 */
export function showableParts(cells: readonly Cell[]): ReadonlySet<string> {
  const atoms = atomsOf(cells)
  const everybody = ownersOf(atoms)
  const sizes = [...new Set(cells.flatMap((c) => c.parts))].map((part) => {
    const inside = atoms.filter((a) => a.parts.has(part))
    return { part, size: ownersOf(inside).size, isAll: inside.length === atoms.length }
  })
  const shown: string[] = []
  for (const { part, size, isAll } of sizes.sort((a, b) => b.size - a.size || (a.part < b.part ? -1 : 1))) {
    if (isAll) shown.push(part)
    else if (everybody.size >= FEWEST && size >= FEWEST && !tellsOfFew(atoms, [...shown, part]))
      shown.push(part)
  }
  return new Set(shown)
}

function atomsOf(cells: readonly Cell[]): Atom[] {
  const alike = Map.groupBy(cells, (c) => c.parts.toSorted().join(' '))
  return [...alike.values()].map((same) => ({
    owners: new Set(same.map((c) => c.owner)),
    parts: new Set(same[0]!.parts),
  }))
}

function ownersOf(atoms: readonly Atom[]): Set<string> {
  return new Set(atoms.flatMap((a) => [...a.owners]))
}

// Figures that can be worked out from those shown are sums of their rows. One that rests on the atoms of two people alone exists
// just if the columns of these atoms, in what stands at right angles to all rows, depend on each other.
function tellsOfFew(atoms: readonly Atom[], shown: readonly string[]): boolean {
  const rows = [atoms.map(() => 1), ...shown.map((part) => atoms.map((a) => (a.parts.has(part) ? 1 : 0)))]
  const across = nullSpace(rows, atoms.length)
  const few = [...ownersOf(atoms.filter((a) => a.owners.size < FEWEST))]
  const of = Map.groupBy(atoms.keys(), (at) => [...atoms[at]!.owners].sort().join(' '))
  return few.some((one, i) =>
    few.slice(i).some((other) => {
      const pair = [one, other].sort().join(' ')
      const theirs = [...new Set([one, other, pair])].flatMap((owners) => of.get(owners) ?? [])
      const columns = across.map((row) => theirs.map((at) => row[at]!))
      return theirs.length > 0 && reduce(columns, theirs.length).pivots.length < theirs.length
    }),
  )
}

const NOTHING = 1e-9

/** Gauss and Jordan: rows in which each pivot stands alone in its column. */
function reduce(rows: readonly (readonly number[])[], width: number) {
  const left = rows.map((row) => [...row])
  const pivots: number[] = []
  for (let column = 0; column < width; column++) {
    const at = left.findIndex((row, i) => i >= pivots.length && Math.abs(row[column]!) > NOTHING)
    if (at < 0) continue
    const to = pivots.length
    const pivot = left[at]!
    left[at] = left[to]!
    left[to] = pivot.map((x) => x / pivot[column]!)
    left.forEach((row, i) => {
      const times = row[column]!
      if (i !== to && Math.abs(times) > NOTHING) left[i] = row.map((x, j) => x - times * left[to]![j]!)
    })
    pivots.push(column)
  }
  return { rows: left, pivots }
}

/** A basis of all that stands at right angles to some rows. */
function nullSpace(rows: readonly (readonly number[])[], width: number): number[][] {
  const { rows: reduced, pivots } = reduce(rows, width)
  const free = Array.from({ length: width }, (_, i) => i).filter((i) => !pivots.includes(i))
  return free.map((f) =>
    Array.from({ length: width }, (_, i) => {
      if (i === f) return 1
      const at = pivots.indexOf(i)
      return at < 0 ? 0 : -reduced[at]![f]!
    }),
  )
}

/**
 * Of which slices of a part (its weeks) a figure may be shown beside that of them all, with the people each rests on: `few` are
 * those that may not by themselves; where these together are a handful, as the rest would tell, more are left out, the smallest first.
 */
export function showableSlices<T>(
  slices: readonly { readonly slice: T; readonly owners: ReadonlySet<string>; readonly few: boolean }[],
): ReadonlySet<T> {
  const filled = slices.filter((s) => s.owners.size > 0)
  const shown = filled.filter((s) => !s.few).sort((a, b) => b.owners.size - a.owners.size)
  const hidden = filled.filter((s) => s.few)
  const people = () => new Set(hidden.flatMap((s) => [...s.owners])).size
  while (hidden.length > 0 && people() < FEWEST && shown.length > 0) hidden.push(shown.pop()!)
  return new Set(shown.map((s) => s.slice))
}
