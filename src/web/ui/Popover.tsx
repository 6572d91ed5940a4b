import type { ComponentProps } from 'react'
import { later } from './later.ts'
import { useLater } from './opens-later.ts'
import type * as Parts from './PopoverParts.tsx'

const popover = later(() => import('./PopoverParts.tsx'))

/** Fetches what a popover is made of, before the first one is opened. */
export const fetchPopover = popover.fetch

/** A little room beside a button, for something one reads or fills in without leaving the page. */
export function Popover(props: ComponentProps<typeof Parts.Popover>) {
  const found = useLater(popover, 'dialog', props)
  if ('plain' in found) return found.plain
  return <found.parts.Popover {...props} />
}
