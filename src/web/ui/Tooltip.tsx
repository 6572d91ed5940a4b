import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'
import type { Keys } from './keys.ts'
import css from './Tooltip.module.css'

/** Shows a few words when one rests on its child or focuses it. Never the only place of anything important, so it is not read aloud. */
export function Tooltip({
  words,
  keys,
  children,
}: {
  words: ReactNode
  keys?: Keys
  children: ReactElement
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className={css.place} aria-hidden="true">
          <Base.Popup className={css.tip}>
            {words}
            {keys && <Kbd keys={keys} bare />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
