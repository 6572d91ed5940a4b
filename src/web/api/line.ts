import { useSyncExternalStore } from 'react'

let cut = false
let waits = 0
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** The server could not be reached. */
export function lineLost(): void {
  if (cut) return
  cut = true
  tell()
}

/** The server answered. */
export function lineBack(): void {
  if (!cut) return
  cut = false
  tell()
}

/** Says how much waits here to be sent. */
export function setWaits(count: number): void {
  if (waits === count) return
  waits = count
  tell()
}

/** How much waits here to be sent. */
export function countWaits(): number {
  return waits
}

/** How much waits here to be sent, followed as it changes. */
export function useCountWaits(): number {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, countWaits)
}

/** Tells whether there is a line to the server, as far as anything here knows, and follows it. */
export function useLine(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        listeners.delete(listener)
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine && !cut,
  )
}
