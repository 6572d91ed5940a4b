import { lazy, Suspense, useEffect, useState } from 'react'
import { type Confirmer, setConfirmer } from '../api/call.ts'

const ConfirmDialog = lazy(() => import('./ConfirmDialog.tsx').then((m) => ({ default: m.ConfirmDialog })))

/** Asks who sits there when the server wants to know before what reaches far; several acts at once ask once. */
export function Confirm() {
  const [waiting, setWaiting] = useState<((proved: boolean) => void) | null>(null)
  useEffect(() => {
    let asking: Promise<boolean> | null = null
    const ask: Confirmer = () => {
      asking ??= new Promise<boolean>((done) => setWaiting(() => done)).finally(() => {
        asking = null
        setWaiting(null)
      })
      return asking
    }
    setConfirmer(ask)
    return () => setConfirmer(null)
  }, [])
  if (!waiting) return null
  return (
    <Suspense>
      <ConfirmDialog onDone={waiting} />
    </Suspense>
  )
}
