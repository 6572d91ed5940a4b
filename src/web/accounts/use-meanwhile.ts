import { useState } from 'react'
import { refusalCode } from '../shell/trouble.ts'
import { meet, partOf, type Row, same, withPart } from './meet.ts'
import type { useForm } from './use-form.ts'

type Values = Record<string, unknown>

/** What one begins from: how it stood, and at which version. */
export type Base<V> = { readonly values: V; readonly version: number }

/** What somebody else changed of a form's thing while one wrote, and what is chosen of it. */
export type Met = {
  readonly rows: readonly Row[]
  /** which of the two stays; null: nobody has said yet */
  readonly chosen: (row: Row) => 'mine' | 'theirs' | null
  readonly choose: (rows: readonly Row[], which: 'mine' | 'theirs') => void
  /** saving was refused, because somebody was quicker */
  readonly told: boolean
}

/**
 * Has a form of a thing that others may change meet their changes, whenever they become known: what only they changed is taken in, what
 * both changed is asked about, and until that is answered the version that is sent is the old one, which the server refuses.
 * `present` is the thing as it stands now (without a version: it is new); `began` what was begun before and not saved.
 */
export function useMeanwhile<V extends Values>(
  form: ReturnType<typeof useForm<V>>,
  present: { values: V; version: number | undefined },
  { error, began }: { error: unknown; began?: Base<V> | undefined },
) {
  const now: Base<V> = { values: present.values, version: present.version ?? 0 }
  const [base, setBase] = useState<Base<V>>(began ?? now)
  const [before, setBefore] = useState(base.version)
  const [rows, setRows] = useState<readonly Row[]>([])
  const [decided, setDecided] = useState<readonly string[]>([])

  if (now.version > base.version) {
    const met = meet(base.values, form.values, now.values)
    const fresh = new Set(met.rows.map((row) => row.path))
    setRows([...rows.filter((row) => !fresh.has(row.path)), ...met.rows])
    setDecided(decided.filter((path) => !fresh.has(path)))
    if (rows.every(settled)) setBefore(base.version)
    setBase(now)
    if (!same(met.values, form.values)) form.put(met.values)
  }

  function settled(row: Row): boolean {
    const at = partOf(form.values, row)
    // Other words than either are an answer too.
    return !row.both || decided.includes(row.path) || !same(at, row.mine)
  }
  const begin = (version = now.version, values = form.values) => {
    setBase({ values, version })
    setRows([])
    setDecided([])
  }
  return {
    base: base.values,
    baseVersion: base.version,
    /** what to send: the server refuses it while something both changed is not chosen */
    version: rows.every(settled) ? base.version : before,
    /** begins anew from what one has just saved */
    begin,
    met: {
      rows,
      told: refusalCode(error) === 'changed_meanwhile',
      chosen: (row: Row) =>
        settled(row) ? (same(partOf(form.values, row), row.theirs) ? 'theirs' : 'mine') : null,
      choose: (which: readonly Row[], whose: 'mine' | 'theirs') => {
        const put = (values: V, row: Row) => withPart(values, row.field, row.sub, row[whose])
        form.put(which.reduce(put, form.values))
        setDecided([...decided, ...which.map((row) => row.path)])
      },
    } satisfies Met,
  }
}
