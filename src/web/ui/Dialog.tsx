import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import css from './Dialog.module.css'
import { useFocusReturn } from './focus-return.ts'
import { HotkeyLayer } from './hotkeys.tsx'
import { IconButton } from './IconButton.tsx'

export type DialogProps = {
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** the button that opens it; without one, `open` and `onOpenChange` do */
  trigger?: ReactElement
  title: ReactNode
  /** one sentence below the title */
  lede?: ReactNode
  children?: ReactNode
  /** the buttons, at the foot */
  actions?: ReactNode
  size?: 's' | 'm' | 'l'
  /** only its own buttons close it, neither Escape nor a press beside it: what it shows is shown this once */
  firm?: boolean
  /** what takes the focus first; else the first thing one can use */
  initialFocus?: RefObject<HTMLElement | null>
}

/** One thing to do, before the page goes on. On a phone it comes up from below and fills the width. Keys of the page rest meanwhile. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  lede,
  children,
  actions,
  size = 'm',
  firm = false,
  initialFocus,
}: DialogProps) {
  const t = useTranslations('ui')
  const { floats, backTo } = useFocusReturn(open ?? false)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange && ((next) => !firm && onOpenChange(next))}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Viewport className={css.viewport}>
          <Base.Popup
            ref={floats}
            className={classNames(css.popup, css[size])}
            initialFocus={initialFocus}
            finalFocus={trigger ? undefined : backTo}
          >
            <HotkeyLayer>
              <Base.Title className={css.title}>{title}</Base.Title>
              {lede && <Base.Description className={css.lede}>{lede}</Base.Description>}
              <div className={css.body}>{children}</div>
              {actions && <div className={css.actions}>{actions}</div>}
              {/* last, so that the focus begins at what there is to do */}
              {!firm && (
                <Base.Close
                  render={
                    <IconButton icon={X} label={t('close')} size="s" tip={false} className={css.close} />
                  }
                />
              )}
            </HotkeyLayer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** Closes the dialog around it: `<DialogClose render={<Button>…</Button>} />`. */
export const DialogClose = Base.Close
