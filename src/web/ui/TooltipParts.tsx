import { Tooltip as Base } from '@base-ui/react/tooltip'
import { Kbd } from './Kbd.tsx'
import css from './Tooltip.module.css'
import type { Tip } from './tip.ts'

/** The tooltip itself, beside whatever one rests on. */
export function TooltipParts({ handle }: { handle: Base.Handle<Tip> }) {
  return (
    <Base.Root handle={handle}>
      {({ payload }) => (
        <Base.Portal>
          <Base.Positioner sideOffset={6} className={css.place} aria-hidden="true">
            <Base.Popup className={css.tip}>
              {payload?.words}
              {payload?.keys && <Kbd keys={payload.keys} bare />}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      )}
    </Base.Root>
  )
}
