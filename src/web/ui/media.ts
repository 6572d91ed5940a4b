import { useSyncExternalStore } from 'react'

/** The width up to which the app is laid out for one hand; the same number stands in the style sheets. */
const PHONE = '(max-width: 700px)'

/** Tells whether a media query holds, and follows it. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

/** Tells whether the app is laid out for a phone. Prefer CSS; use this where another component is needed (a sheet instead of a pane). */
export function useIsPhone(): boolean {
  return useMedia(PHONE)
}

/** Tells whether the browser has a line to the network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
}
