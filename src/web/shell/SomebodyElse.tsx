import { lazy, Suspense, useSyncExternalStore } from 'react'
import { onSomebodyElse, somebodyElse } from '../api/whose.ts'

const SomebodyElseDialog = lazy(() =>
  import('./SomebodyElseDialog.tsx').then((m) => ({ default: m.SomebodyElseDialog })),
)

/** Says that somebody else signed in in this browser since this window was opened; else draws nothing. */
export function SomebodyElse() {
  const name = useSyncExternalStore(onSomebodyElse, somebodyElse)
  if (name === null) return null
  return (
    <Suspense>
      <SomebodyElseDialog name={name} />
    </Suspense>
  )
}
