import { useEffect, useState } from 'react'
import { type Confirmer, setConfirmer } from '../api/call.ts'
import { latePart } from '../shell/late-part.tsx'

const ConfirmDialog = latePart(async () => (await import('./ConfirmDialog.tsx')).ConfirmDialog)

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
  return <ConfirmDialog onDone={waiting} onMissing={() => waiting(false)} />
}
