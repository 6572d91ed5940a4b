import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type ButtonAppearance, buttonClass } from './Button.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import css from './IconButton.module.css'
import type { Keys } from './keys.ts'
import { Tooltip } from './Tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> &
  ButtonAppearance & {
    icon: LucideIcon
    /** what it does, in words: the accessible name, shown on hover */
    label: string
    keys?: Keys
    /** false: no words on hover, where everybody knows the picture (×) */
    tip?: boolean
  }

/** A button with a picture instead of words. Its words appear on hover and are its name. */
export function IconButton({
  icon,
  label,
  keys,
  tip = true,
  look = 'quiet',
  size = 'm',
  wide,
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={buttonClass({ look, size, wide }, classNames(css.square, className))}
    >
      <Icon of={icon} size={size === 's' ? 16 : 18} />
    </button>
  )
  if (!tip) return button
  return (
    <Tooltip words={label} keys={keys}>
      {button}
    </Tooltip>
  )
}
