import {
  ChartNoAxesColumn,
  ConciergeBell,
  Gift,
  HandHeart,
  Inbox,
  type LucideIcon,
  Settings,
  Sun,
  Users,
} from 'lucide-react'
import type { Keys } from '../ui/keys.ts'

export type ScreenName =
  | 'today'
  | 'inbox'
  | 'counter'
  | 'promises'
  | 'people'
  | 'goodwill'
  | 'reports'
  | 'settings'

export type Screen = {
  name: ScreenName
  to:
    | '/today'
    | '/inbox'
    | '/counter'
    | '/promises'
    | '/people'
    | '/goodwill/$part'
    | '/reports'
    | '/settings/$section'
  icon: LucideIcon
  /** after `G` */
  keys: Keys
  /** beginnings of other addresses that belong to this screen */
  also: readonly string[]
}

/** The menu, in its order; what comes after the line stands last. */
export const SCREENS: readonly Screen[] = [
  { name: 'today', to: '/today', icon: Sun, keys: 'g t', also: [] },
  { name: 'inbox', to: '/inbox', icon: Inbox, keys: 'g i', also: ['/conversations'] },
  { name: 'counter', to: '/counter', icon: ConciergeBell, keys: 'g c', also: [] },
  { name: 'promises', to: '/promises', icon: HandHeart, keys: 'g p', also: [] },
  { name: 'people', to: '/people', icon: Users, keys: 'g o', also: [] },
  { name: 'goodwill', to: '/goodwill/$part', icon: Gift, keys: 'g w', also: ['/goodwill'] },
  { name: 'reports', to: '/reports', icon: ChartNoAxesColumn, keys: 'g r', also: [] },
  { name: 'settings', to: '/settings/$section', icon: Settings, keys: 'g s', also: ['/settings'] },
]

/** Tells whether an address belongs to a screen. */
export function belongsTo(screen: Screen, pathname: string): boolean {
  return [screen.to, ...screen.also].some((start) => pathname === start || pathname.startsWith(`${start}/`))
}

/** What a link to a screen takes. */
export function linkTo(screen: Screen) {
  if (screen.to === '/settings/$section') return { to: screen.to, params: { section: 'me' } } as const
  if (screen.to === '/goodwill/$part') return { to: screen.to, params: { part: 'asks' } } as const
  return { to: screen.to } as const
}
