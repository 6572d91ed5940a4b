import { useSyncExternalStore } from 'react'
import { onSomebodyElse, somebodyElse } from '../api/whose.ts'
import { latePart } from './late-part.tsx'

const SomebodyElseDialog = latePart(async () => (await import('./SomebodyElseDialog.tsx')).SomebodyElseDialog)

/** Says that somebody else signed in in this browser since this window was opened; else draws nothing. */
export function SomebodyElse() {
  const name = useSyncExternalStore(onSomebodyElse, somebodyElse)
  if (name === null) return null
  return <SomebodyElseDialog name={name} />
}
