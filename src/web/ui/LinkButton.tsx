import { createLink } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type ButtonAppearance, buttonClass } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import type { Keys } from './keys.ts'

type AnchorProps = ComponentProps<'a'> & ButtonAppearance & { icon?: LucideIcon; keys?: Keys }

function ButtonAnchor({ look, size, wide, icon, keys, className, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={buttonClass({ look, size, wide }, className)}>
      {icon && <Icon of={icon} />}
      {children}
      {keys && <Kbd keys={keys} bare={look === 'filled'} />}
    </a>
  )
}

/** A link to a screen that looks like a button: takes the router's `to`, `params`, `search` and the button's appearance. */
export const LinkButton = createLink(ButtonAnchor)
