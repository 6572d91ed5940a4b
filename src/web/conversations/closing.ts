import { useSyncExternalStore } from 'react'

/** What somebody wanted to do when something held the close. */
export type Asking = 'close' | 'send'

const asking = new Map<string, Asking>()
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Says above the composer what holds the close of a conversation. */
export function askToClose(id: string, what: Asking): void {
  asking.set(id, what)
  tell()
}

/** The close was given up, or done. */
export function dropAsking(id: string): void {
  if (asking.delete(id)) tell()
}

/** What waits for an answer about the close of a conversation, if anything. */
export function useAsking(id: string): Asking | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asking.get(id),
  )
}
