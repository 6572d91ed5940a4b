import { useSyncExternalStore } from 'react'

/** What the live line tells of who is where: others of the house by conversation, and a mark of what is drafted there. */
export type Here = {
  present: readonly { conversationId: string; memberId: string; writing: boolean }[]
  drafts: readonly { conversationId: string; mark: string }[]
}

const NOBODY: Here['present'] = []
let marks = new Map<string, string>()
let byTalk = new Map<string, Here['present']>()
const listeners = new Set<() => void>()

/** Takes in who is where; gives back the conversations in which what is drafted has become another. */
export function setHere(here: Here): string[] {
  const before = marks
  marks = new Map(here.drafts.map((d) => [d.conversationId, d.mark]))
  const changed = [...new Set([...before.keys(), ...marks.keys()])].filter(
    (id) => before.get(id) !== marks.get(id),
  )
  const next = new Map<string, Here['present']>()
  for (const one of here.present)
    next.set(one.conversationId, [...(next.get(one.conversationId) ?? NOBODY), one])
  // The same as before stays the same thing: nothing is drawn anew.
  for (const [id, those] of next) {
    const old = byTalk.get(id)
    if (old && JSON.stringify(old) === JSON.stringify(those)) next.set(id, old)
  }
  byTalk = next
  for (const listener of listeners) listener()
  return changed
}

/** The others who are in a conversation just now. */
export function useHere(conversationId: string): Here['present'] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => byTalk.get(conversationId) ?? NOBODY,
  )
}
