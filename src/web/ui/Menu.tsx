import type { ComponentProps } from 'react'
import { later } from './later.ts'
import type * as Parts from './MenuParts.tsx'
import { useLater } from './opens-later.ts'

const menu = later(() => import('./MenuParts.tsx'))

/** Fetches what a menu is made of, before the first one is opened. */
export const fetchMenu = menu.fetch

/** Acts that need not stand in sight. Its children are the parts below. Keys of the page rest while it is open. */
export function Menu(props: ComponentProps<typeof Parts.Menu>) {
  const found = useLater(menu, 'menu', props)
  if ('plain' in found) return found.plain
  return <found.parts.Menu {...props} />
}

/** One act of a menu. */
export function MenuItem(props: ComponentProps<typeof Parts.MenuItem>) {
  const parts = menu.parts()
  return parts && <parts.MenuItem {...props} />
}

/** A choice inside a menu: one of several, the present one ticked; the menu stays open. */
export function MenuChoice<Value extends string>(props: Parts.MenuChoiceProps<Value>) {
  const parts = menu.parts()
  return parts && <parts.MenuChoice {...props} />
}

/** A line between the groups of a menu. */
export function MenuLine(props: ComponentProps<typeof Parts.MenuLine>) {
  const parts = menu.parts()
  return parts && <parts.MenuLine {...props} />
}
