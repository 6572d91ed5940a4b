import {
  AppWindow,
  ClipboardPen,
  ConciergeBell,
  type LucideIcon,
  Mail,
  MessageCircle,
  Phone,
} from 'lucide-react'
import type { TalkLine } from './talk.ts'

/** The picture of each way in which people reach us. */
export const CHANNEL_ICONS: Record<TalkLine['channel'], LucideIcon> = {
  email: Mail,
  form: ClipboardPen,
  phone: Phone,
  walk_in: ConciergeBell,
  page: AppWindow,
  chat: MessageCircle,
}
