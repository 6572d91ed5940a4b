import { useEffect, useRef } from 'react'

/** What was typed into a form that was closed before it was saved; until the page is left. */
const kept = new Map<string, unknown>()

/** What somebody had typed here before, or what stands there. The key names the thing and its version. */
export function keptOr<Values>(key: string, initial: Values): Values {
  return (kept.get(key) as Values | undefined) ?? initial
}

/** Keeps what is typed while the form is open, so that closing it by mistake loses nothing; gives a function that forgets it. */
export function useKeeping<Values>(key: string, values: Values, initial: Values): () => void {
  const typed = JSON.stringify(values)
  const same = typed === JSON.stringify(initial)
  const over = useRef(false)
  useEffect(() => {
    if (same || over.current) kept.delete(key)
    else kept.set(key, JSON.parse(typed))
  }, [key, typed, same])
  return () => {
    over.current = true
    kept.delete(key)
  }
}
