type Values = Readonly<Record<string, unknown>>

/** A part of a form that somebody else changed while one wrote; `sub` names what within the field (a day, a language, a member). */
export type Row = {
  readonly path: string
  readonly field: string
  readonly sub: string | null
  /** what one wrote oneself; undefined: not there */
  readonly mine: unknown
  readonly theirs: unknown
  /** both changed it: somebody has to say which stays */
  readonly both: boolean
}

/**
 * Brings together what one wrote and what somebody else saved meanwhile, both begun from the same: what only they changed is taken
 * in, what only one changed oneself stays, and of what both changed one's own stays until it is chosen. Lists of ids are met one by
 * one, records key by key.
 */
export function meet<V extends Values>(base: V, mine: V, theirs: V): { values: V; rows: Row[] } {
  let values = mine
  const rows: Row[] = []
  for (const field of Object.keys(theirs)) {
    const three = [base[field], mine[field], theirs[field]]
    const split = three.every(isRecord) || three.every(isSet)
    const subs = split ? [...new Set(three.flatMap((value) => Object.keys(asRecord(value))))] : [null]
    for (const sub of subs) {
      const [b, m, t] = three.map((value) => (sub === null ? value : asRecord(value)[sub]))
      if (same(t, b) || same(m, t)) continue
      const both = !same(m, b)
      if (!both) values = withPart(values, field, sub, t)
      rows.push({ path: sub === null ? field : `${field}/${sub}`, field, sub, mine: m, theirs: t, both })
    }
  }
  return { values, rows }
}

/** The values with one part of them put in its place. */
export function withPart<V extends Values>(values: V, field: string, sub: string | null, part: unknown): V {
  if (sub === null) return { ...values, [field]: part }
  const now = values[field]
  if (Array.isArray(now)) {
    const others = now.filter((one) => one !== sub)
    return { ...values, [field]: part === undefined ? others : [...others, sub] }
  }
  const { [sub]: _, ...others } = asRecord(now)
  return { ...values, [field]: part === undefined ? others : { ...others, [sub]: part } }
}

/** The part of the values that a row is about. */
export function partOf(values: Values, { field, sub }: Pick<Row, 'field' | 'sub'>): unknown {
  return sub === null ? values[field] : asRecord(values[field])[sub]
}

/** Tells whether two values of a form are the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function asRecord(value: unknown): Values {
  if (Array.isArray(value)) return Object.fromEntries(value.map((one) => [one, true]))
  return (value ?? {}) as Values
}
