import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { HotkeyLayer } from './hotkeys.tsx'
import css from './Popover.module.css'

/** A popover as `Popover.tsx` mounts it: when it was asked for, so it is open from the start. */
export function Popover({
  trigger,
  title,
  children,
  align = 'start',
  side = 'bottom',
  open,
  onOpenChange,
}: {
  trigger: ReactElement
  /** what it is, above its content */
  title: ReactNode
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}) {
  return (
    <Base.Root open={open} defaultOpen onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} side={side} className={css.place}>
          <Base.Popup className={css.popup}>
            <HotkeyLayer>
              <Base.Title className={css.title}>{title}</Base.Title>
              {children}
            </HotkeyLayer>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
