import { useRef, useState } from 'react'

/** From where each thing that floats was opened, as long as it is there. */
const origins = new WeakMap<Element, Element>()
const FLOATS = '[role=dialog], [role=menu]'

/**
 * Remembers where one was when something opened over the page, and gives the element to return to once it closes: that place; where
 * it has gone (an act of a menu, the palette), the place that was opened from; else the heading of the page. Null where the
 * focus stands somewhere by then that is to be left alone.
 */
export function useFocusReturn(open: boolean): {
  /** to be given what floats, once it is there */
  floats: (popup: HTMLElement | null) => void
  backTo: () => HTMLElement | false
} {
  // Before anything inside takes the focus by itself: while it is rendered.
  const [was, setWas] = useState(() => ({ open, from: open ? standing() : [] }))
  if (was.open !== open) setWas({ open, from: open ? standing() : was.from })
  const { from } = was
  const popup = useRef<HTMLElement>(null)
  return {
    floats: (element) => {
      if (!element) return
      popup.current = element
      if (from[0]) origins.set(element, from[0])
    },
    backTo: () => {
      const active = document.activeElement
      if (active && active !== document.body && !popup.current?.contains(active)) return false
      const heading = document.querySelector<HTMLElement>('main [data-page-heading]')
      const back = from.find((el) => el.isConnected && !el.closest('[role=menu]')) ?? heading
      return back instanceof HTMLElement ? back : false
    },
  }
}

/** Where the focus stands, and from where what it stands in was opened, the nearest first. */
function standing(): Element[] {
  const places: Element[] = []
  for (let at: Element | null | undefined = document.activeElement; at && at !== document.body; ) {
    places.push(at)
    const floats: Element | null = at.closest(FLOATS)
    at = floats && (origins.get(floats) ?? document.querySelector(`[aria-controls="${floats.id}"]`))
    if (at && places.includes(at)) break
  }
  return places
}
