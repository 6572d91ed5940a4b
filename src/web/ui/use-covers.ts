import { useCallback } from 'react'

/**
 * For a bar that stays at an edge of what scrolls (`position: sticky`): give it this ref, and what takes the focus is scrolled out from
 * behind it, however high it is (WCAG 2.4.11).
 */
export function useCovers(edge: 'start' | 'end'): (bar: HTMLElement | null) => (() => void) | undefined {
  return useCallback(
    (bar) => {
      const scroller = bar && scrollerOf(bar)
      if (!scroller) return
      const side = edge === 'start' ? 'Top' : 'Bottom'
      const measure = () => {
        const { top, bottom, position } = getComputedStyle(bar)
        const stays = position === 'sticky'
        const within = getComputedStyle(scroller)[`padding${side}`]
        const away = edge === 'start' ? top : bottom
        const covered = bar.offsetHeight + (Number.parseFloat(away) || 0) + (Number.parseFloat(within) || 0)
        scroller.style[`scrollPadding${side}`] = stays ? `${Math.ceil(covered) + 4}px` : ''
      }
      const watch = new ResizeObserver(measure)
      watch.observe(bar)
      watch.observe(scroller)
      measure()
      return () => {
        watch.disconnect()
        scroller.style[`scrollPadding${side}`] = ''
      }
    },
    [edge],
  )
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  const above = element.parentElement
  if (!above) return null
  return /auto|scroll/.test(getComputedStyle(above).overflowY) ? above : scrollerOf(above)
}
