import { Tooltip as Base } from '@base-ui/react/tooltip'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { Keys } from './keys.ts'
import { later } from './later.ts'
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

const shown = later(() => import('./TooltipParts.tsx'))

/** How long after the first screen stands tooltips are fetched (ms), as all that is fetched ahead. */
const AHEAD = 1500

const nothing = () => {}

/** The one tooltip of an app, for whatever one rests on. Around it stands how long that takes. */
export function Tips({ delay, children }: { delay?: number; children: ReactNode }) {
  const [, setFetched] = useState(false)
  useEffect(() => {
    // Without them every button still has its name.
    const fetchThem = () => void shown.fetch().then(() => setFetched(true), nothing)
    const timer = setTimeout(fetchThem, AHEAD)
    addEventListener('online', fetchThem)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', fetchThem)
    }
  }, [])
  const parts = shown.parts()
  return (
    <Base.Provider delay={delay}>
      {children}
      {parts && <parts.TooltipParts handle={tips} />}
    </Base.Provider>
  )
}
