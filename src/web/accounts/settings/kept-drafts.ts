import { useEffect, useRef } from 'react'
import type { Base } from '../use-meanwhile.ts'

/** What was typed into a form that was closed before it was saved, and what it was typed over; until the page is left. */
const kept = new Map<string, { values: unknown; base: Base<unknown> }>()

/** What somebody had typed here before, or what stands there. The key names the thing. */
export function keptOr<Values>(key: string, initial: Values): Values {
  return (kept.get(key)?.values as Values | undefined) ?? initial
}

/** What that was typed over: what others changed since is shown beside it. */
export function keptBase<Values>(key: string): Base<Values> | undefined {
  return kept.get(key)?.base as Base<Values> | undefined
}

/** Keeps what is typed while the form is open, so that closing it by mistake loses nothing; gives a function that forgets it. */
export function useKeeping<Values>(key: string, values: Values, initial: Values, version = 0): () => void {
  const typed = JSON.stringify(values)
  const from = JSON.stringify(initial)
  const over = useRef(false)
  useEffect(() => {
    if (typed === from || over.current) kept.delete(key)
    else kept.set(key, { values: JSON.parse(typed), base: { values: JSON.parse(from), version } })
  }, [key, typed, from, version])
  return () => {
    over.current = true
    kept.delete(key)
  }
}
