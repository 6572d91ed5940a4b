import { useState } from 'react'
import type { TalkLine } from '../talk.ts'

/** Which conversations of a list are chosen, to do something with all of them at once. */
export type Several = {
  /** whether one is choosing: the lines show boxes */
  on: boolean
  /** those chosen that still stand in the list, in its order */
  talks: readonly TalkLine[]
  has: (id: string) => boolean
  /** puts one in or takes it out */
  toggle: (id: string) => void
  begin: () => void
  end: () => void
}

/** Chooses among the conversations of a list. */
export function useSeveral(shown: readonly TalkLine[]): Several {
  const [on, setOn] = useState(false)
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  return {
    on,
    talks: shown.filter((line) => ids.has(line.id)),
    has: (id) => ids.has(id),
    toggle: (id) => {
      const next = new Set(ids)
      if (!next.delete(id)) next.add(id)
      setOn(true)
      setIds(next)
    },
    begin: () => setOn(true),
    end: () => {
      setOn(false)
      setIds(new Set())
    },
  }
}
