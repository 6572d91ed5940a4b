import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import css from './Button.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { ariaKeys, isApple, type Keys } from './keys.ts'

export type ButtonLook = 'filled' | 'outline' | 'quiet'

export type ButtonAppearance = {
  /** one filled button a screen: the first thing to do */
  look?: ButtonLook
  size?: 's' | 'm' | 'l'
  /** takes the whole width, as under a thumb */
  wide?: boolean
}

export type ButtonProps = ComponentProps<'button'> &
  ButtonAppearance & {
    icon?: LucideIcon
    /** the key that does the same; only a hint, the verb itself is registered with `useVerbs` */
    keys?: Keys
    /** the act is under way: the button keeps its place and its words and takes no second press */
    busy?: boolean
  }

/** The class of a button, for links that look like one. */
export function buttonClass(
  { look = 'outline', size = 'm', wide = false }: ButtonAppearance,
  more?: string,
): string {
  return classNames(css.button, css[look], css[size], wide && css.wide, more)
}

/** A button in words. */
export function Button({
  look,
  size,
  wide,
  icon,
  keys,
  busy,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ look, size, wide }, className)}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys ? ariaKeys(keys, isApple()) : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon of={icon} size={size === 's' ? 16 : 18} />}
      {children}
      {keys && <Kbd keys={keys} bare={look === 'filled'} />}
    </button>
  )
}
