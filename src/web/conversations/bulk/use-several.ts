import { useRef, useState } from 'react'
import type { TalkLine } from '../talk.ts'

/** Which conversations of a list are chosen, to do something with all of them at once. */
export type Several = {
  /** whether one is choosing: the lines show boxes */
  on: boolean
  /** those chosen that still stand in the list, in its order */
  talks: readonly TalkLine[]
  /** all the list holds is chosen, also what is not loaded: how many that is */
  whole: number | null
  has: (id: string) => boolean
  /** puts one in or takes it out; with `range` all from the last one touched to this one are put in */
  toggle: (id: string, range?: boolean) => void
  /** puts in both, and goes on from the second */
  extend: (from: string, to: string) => void
  /** chooses all that are shown */
  all: () => void
  /** chooses all the list holds */
  chooseWhole: (count: number) => void
  begin: () => void
  end: () => void
  /** remembers which verb was pressed before what does it was there */
  press: (verb: string) => void
  /** gives it, once */
  takePressed: () => string | null
}

/** Chooses among the conversations of a list. */
export function useSeveral(shown: readonly TalkLine[]): Several {
  const [on, setOn] = useState(false)
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  const [whole, setWhole] = useState<number | null>(null)
  const pressed = useRef<string | null>(null)
  const choose = (next: ReadonlySet<string>, at: string | null = last) => {
    setOn(true)
    setIds(next)
    setLast(at)
    setWhole(null)
  }
  const everything = () => new Set<string>(shown.map((line) => line.id))
  return {
    on,
    talks: shown.filter((line) => ids.has(line.id)),
    whole,
    has: (id) => whole !== null || ids.has(id),
    toggle: (id, range = false) => {
      const next = whole === null ? new Set(ids) : everything()
      const [from, to] = [shown.findIndex((l) => l.id === last), shown.findIndex((l) => l.id === id)]
      if (range && from >= 0 && to >= 0)
        for (const line of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(line.id)
      else if (!next.delete(id)) next.add(id)
      choose(next, id)
    },
    extend: (from, to) => choose(new Set([...ids, from, to]), to),
    all: () => choose(everything()),
    chooseWhole: (count) => {
      choose(everything())
      setWhole(count)
    },
    begin: () => setOn(true),
    end: () => {
      setOn(false)
      setIds(new Set())
      setLast(null)
      setWhole(null)
      pressed.current = null
    },
    press: (verb) => {
      pressed.current = verb
    },
    takePressed: () => {
      const verb = pressed.current
      pressed.current = null
      return verb
    },
  }
}
