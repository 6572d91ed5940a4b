import { Drawer } from '@base-ui/react/drawer'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import { HotkeyLayer } from './hotkeys.tsx'
import { IconButton } from './IconButton.tsx'
import css from './Sheet.module.css'

export type SheetProps = {
  open?: boolean
  onOpenChange?: (open: boolean) => void
  trigger?: ReactElement
  title: ReactNode
  /** below: under the thumb; end: a side pane that does not fit beside the page */
  side?: 'below' | 'end'
  children: ReactNode
}

/** A sheet that slides in and is swiped away: on a phone, what stands beside the page on a desk. */
export function Sheet({ open, onOpenChange, trigger, title, side = 'below', children }: SheetProps) {
  const t = useTranslations('ui')
  const rtl = typeof document !== 'undefined' && document.dir === 'rtl'
  return (
    <Drawer.Root
      open={open}
      onOpenChange={onOpenChange && ((next) => onOpenChange(next))}
      swipeDirection={side === 'below' ? 'down' : rtl ? 'left' : 'right'}
    >
      {trigger && <Drawer.Trigger render={trigger} />}
      <Drawer.Portal>
        <Drawer.Backdrop className={css.backdrop} />
        <Drawer.Viewport className={classNames(css.viewport, css[side])}>
          <Drawer.Popup className={css.popup}>
            <HotkeyLayer>
              <Drawer.Title className={css.title}>{title}</Drawer.Title>
              <Drawer.Content>{children}</Drawer.Content>
              <Drawer.Close
                render={<IconButton icon={X} label={t('close')} size="s" tip={false} className={css.close} />}
              />
            </HotkeyLayer>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  )
}
