import { Link } from '@tanstack/react-router'
import {
  AppWindow,
  CalendarClock,
  CheckCheck,
  Circle,
  ClipboardPen,
  ConciergeBell,
  HandHeart,
  HeartHandshake,
  type LucideIcon,
  Mail,
  Merge,
  MessageCircle,
  MessageCircleHeart,
  NotebookPen,
  Phone,
  Speech,
  Split,
} from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { readTimeline } from '../../contract/conversations.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { amongUs } from '../../domain/promises/among-us.ts'
import { useSayHappened } from '../accounts/say-happened.ts'
import { useClock } from '../ui/clock.tsx'
import { Icon } from '../ui/Icon.tsx'
import { PlainText } from '../ui/PlainText.tsx'
import { exactly, whenParts } from '../ui/say-when.ts'
import css from './Timeline.module.css'

type Entry = ReplyOf<typeof readTimeline>['items'][number]

const CHANNELS: Record<string, LucideIcon> = {
  email: Mail,
  form: ClipboardPen,
  phone: Phone,
  walk_in: ConciergeBell,
  page: AppWindow,
  chat: MessageCircle,
}
const KINDS: readonly [start: string, icon: LucideIcon][] = [
  ['promise.', HandHeart],
  ['gesture.', HeartHandshake],
  ['recovery.', MessageCircleHeart],
  ['note.', NotebookPen],
  ['next_contact.', CalendarClock],
  ['conversation.closed', CheckCheck],
  ['page.', AppWindow],
  ['person.merged', Merge],
  ['person.unmerged', Split],
  ['speaks_for.', Speech],
]

/** One thing that happened with a person; a message stands there with its words. */
export function TimelineEntry({ entry }: { entry: Entry }) {
  const t = useTranslations('people.timeline')
  const quote = useTranslations('promises')
  const sayHappened = useSayHappened()
  const clock = useClock()
  const { message, conversation, promise } = entry
  const cameIn = entry.kind === 'conversation.started' && conversation?.channel === 'walk_in'
  return (
    <li className={css.entry}>
      <span className={css.mark}>
        <Icon of={iconOf(entry)} size={16} />
      </span>
      <div className={css.words}>
        <div className={css.what}>
          {cameIn ? t('cameIn') : sayHappened(entry)}
          {promise && (
            <>
              {': '}
              <Link to="/promises/$id" params={{ id: promise.id }}>
                {quote('quoted', { text: entry.about ? amongUs(promise.text, entry.about) : promise.text })}
              </Link>
            </>
          )}
          {conversation && (
            <>
              {' · '}
              <Link to="/conversations/$id" params={{ id: conversation.id }} search={{}}>
                {conversation.subject || t(`channels.${conversation.channel}`)}
              </Link>
            </>
          )}
        </div>
        {message && (
          <PlainText
            className={message.direction === 'note' ? css.note : css.message}
            text={message.segments
              .filter((s) => !s.folded)
              .map((s) => s.text)
              .join('')
              .trim()}
          />
        )}
      </div>
      <span className={css.time}>
        <time dateTime={entry.at} title={exactly(entry.at, clock)}>
          {whenParts(entry.at, 'at', clock).time}
        </time>
      </span>
    </li>
  )
}

function iconOf(entry: Entry): LucideIcon {
  const own = KINDS.find(([start]) => entry.kind.startsWith(start))?.[1]
  const channel = entry.message?.channel ?? entry.conversation?.channel
  return own ?? (channel && CHANNELS[channel]) ?? Circle
}
