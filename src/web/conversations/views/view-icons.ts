import {
  Clock,
  Flag,
  Globe,
  Hand,
  Heart,
  List,
  type LucideIcon,
  Mail,
  Phone,
  Star,
  Tag,
  Users,
  Wrench,
} from 'lucide-react'
import type { ViewIcon } from '../../../domain/conversations/views.ts'

/** How the sign of a view looks. */
export const ICONS: Readonly<Record<ViewIcon, LucideIcon>> = {
  list: List,
  star: Star,
  flag: Flag,
  clock: Clock,
  tag: Tag,
  hand: Hand,
  globe: Globe,
  phone: Phone,
  mail: Mail,
  wrench: Wrench,
  users: Users,
  heart: Heart,
}
