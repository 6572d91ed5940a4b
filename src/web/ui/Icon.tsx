import type { LucideIcon } from 'lucide-react'

/** Draws a lucide icon in the hand of the look. Decorative: words beside it, or the label of its button, say what it means. */
export function Icon({ of: Shape, size = 18 }: { of: LucideIcon; size?: number }) {
  return <Shape size={size} strokeWidth={1.75} aria-hidden="true" style={{ flex: 'none' }} />
}
