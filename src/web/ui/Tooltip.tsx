import { Tooltip as Base } from '@base-ui/react/tooltip'
import { lazy, type ReactElement, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { Keys } from './keys.ts'
import type { Tip } from './tip.ts'

const tips = Base.createHandle<Tip>()

/** Shows a few words when one rests on its child or focuses it. Never the only place of anything important, so it is not read aloud. */
export function Tooltip({
  words,
  keys,
  children,
}: {
  words: ReactNode
  keys?: Keys | undefined
  children: ReactElement
}) {
  return <Base.Trigger handle={tips} payload={{ words, keys }} render={children} />
}

const Shown = lazy(async () => ({ default: (await import('./TooltipParts.tsx')).TooltipParts }))

/** How long after the first screen stands tooltips are fetched (ms), as all that is fetched ahead. */
const AHEAD = 1500

/** The one tooltip of an app, for whatever one rests on. Around it stands how long that takes. */
export function Tips({ delay, children }: { delay?: number; children: ReactNode }) {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), AHEAD)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Base.Provider delay={delay}>
      {children}
      {wanted && (
        <Suspense>
          <Shown handle={tips} />
        </Suspense>
      )}
    </Base.Provider>
  )
}
