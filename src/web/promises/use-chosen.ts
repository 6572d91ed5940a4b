import { useState } from 'react'
import type { PromiseShown } from './by-day.ts'

/** Which promises of a list are chosen, to do something with all of them at once. */
export type Chosen = {
  /** whether one is choosing: the lines show boxes */
  on: boolean
  /** those chosen that still stand in the list */
  promises: readonly PromiseShown[]
  has: (id: string) => boolean
  /** puts one in or takes it out; with `range` all from the last one touched to this one are put in */
  toggle: (id: string, range?: boolean) => void
  only: (ids: readonly string[]) => void
  begin: () => void
  end: () => void
}

/** Chooses among promises in the order in which they are shown. */
export function useChosen(shown: readonly PromiseShown[]): Chosen {
  const [on, setOn] = useState(false)
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  const toggle = (id: string, range = false) => {
    const next = new Set(ids)
    const [from, to] = [shown.findIndex((p) => p.id === last), shown.findIndex((p) => p.id === id)]
    if (range && from >= 0 && to >= 0)
      for (const p of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(p.id)
    else if (!next.delete(id)) next.add(id)
    setOn(true)
    setIds(next)
    setLast(id)
  }
  return {
    on,
    promises: shown.filter((p) => ids.has(p.id)),
    has: (id) => ids.has(id),
    toggle,
    only: (some) => setIds(new Set(some)),
    begin: () => setOn(true),
    end: () => {
      setOn(false)
      setIds(new Set())
      setLast(null)
    },
  }
}
