import { type RefObject, useEffect, useRef } from 'react'

/**
 * A place that takes the focus where what had it goes away as something else stands there (`what` has changed): else it falls to the page,
 * and whoever uses the keyboard begins anew at its top.
 */
export function useFocusLeft(what: unknown): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const was = useRef(what)
  useEffect(() => {
    const changed = was.current !== what
    was.current = what
    if (changed && document.activeElement === document.body) place.current?.focus()
  }, [what])
  return place
}
