import type { AnyRouter } from '@tanstack/react-router'

/**
 * After going to another page the focus goes to its heading, so that it is read out and the next Tab begins there. It stays
 * where it is when it lies inside the page already, as when one walks through a list.
 */
export function focusOnNavigation(router: AnyRouter): () => void {
  return router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (!fromLocation || !pathChanged) return
    const main = document.getElementById('main')
    const active = document.activeElement
    if (active && active !== document.body && main?.contains(active)) return
    if (active?.closest('[role=dialog]')) return
    const heading = main?.querySelector<HTMLElement>('[data-page-heading]') ?? main
    heading?.focus({ preventScroll: true })
  })
}
