import { useEffect } from 'react'

/** What was typed into a form that was closed before it was saved; until the page is left. */
const kept = new Map<string, unknown>()

/** What somebody had typed here before, or what stands there. The key names the thing and its version. */
export function keptOr<Values>(key: string, initial: Values): Values {
  return (kept.get(key) as Values | undefined) ?? initial
}

/** Keeps what is typed while the form is open, so that closing it by mistake loses nothing; gives a function that forgets it. */
export function useKeeping<Values>(key: string, values: Values, initial: Values): () => void {
  const same = JSON.stringify(values) === JSON.stringify(initial)
  useEffect(() => {
    if (same) kept.delete(key)
    else kept.set(key, values)
  }, [key, values, same])
  return () => kept.delete(key)
}
