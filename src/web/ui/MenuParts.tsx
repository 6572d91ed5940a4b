import { Menu as Base } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import { HotkeyLayer } from './hotkeys.tsx'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import type { Keys } from './keys.ts'
import css from './Menu.module.css'

type MenuProps = {
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** A menu as `Menu.tsx` mounts it: when it was asked for, so it is open from the start. Its children are the parts below. Keys of the page rest while it is open. */
export function Menu({ trigger, children, align = 'start', side = 'bottom', open, onOpenChange }: MenuProps) {
  const t = useTranslations('ui')
  return (
    <Base.Root open={open} defaultOpen onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      <Base.Trigger render={trigger} />
      <Base.Portal render={<section aria-label={t('overlay')} />}>
        <Base.Positioner sideOffset={6} align={align} side={side} className={css.place}>
          <Base.Popup className={css.popup}>
            <HotkeyLayer>{children}</HotkeyLayer>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** One act of a menu. */
export function MenuItem({
  icon,
  keys,
  hint,
  onSelect,
  disabled,
  children,
}: {
  icon?: LucideIcon
  keys?: Keys
  /** at the end, small: the time a snooze would end */
  hint?: ReactNode
  onSelect: () => void
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <Base.Item className={css.item} onClick={onSelect} disabled={disabled}>
      <span className={css.mark}>{icon && <Icon of={icon} size={16} />}</span>
      <span className={css.words}>{children}</span>
      {hint && <span className={css.hint}>{hint}</span>}
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  )
}

export type MenuChoiceProps<Value extends string> = {
  label: string
  value: Value
  choices: readonly { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
}

/** A choice inside a menu: one of several, the present one ticked; the menu stays open. */
export function MenuChoice<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: MenuChoiceProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className={css.label}>{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(chosen: Value) => onChange(chosen)}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} className={css.item} closeOnClick={false}>
            <span className={css.mark}>
              <Base.RadioItemIndicator>
                <Icon of={Check} size={16} />
              </Base.RadioItemIndicator>
            </span>
            <span className={css.words}>{choice.label}</span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

/** A line between the groups of a menu. */
export function MenuLine({ className }: { className?: string }) {
  return <Base.Separator className={classNames(css.line, className)} />
}
