import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import { useSession } from '../shell/session.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Chip } from '../ui/Chip.tsx'
import { classNames } from '../ui/class-names.ts'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Name } from '../ui/Name.tsx'
import { whenParts } from '../ui/say-when.ts'
import { When } from '../ui/When.tsx'
import { CHANNEL_ICONS } from './channel-icons.ts'
import { HereMarks } from './HereMarks.tsx'
import css from './InboxRow.module.css'
import { RowLink } from './RowLink.tsx'
import { saysMore } from './says-more.ts'
import type { StayingLine } from './staying.ts'

type RowProps = {
  line: StayingLine
  /** where the list is, as the address of a conversation names it */
  named: string
  only: string | undefined
  /** the list shows one's own alone */
  mine: boolean
  selected: boolean
  /** whether it is chosen; null where one is not choosing */
  chosen: boolean | null
  toggle: (id: string, range?: boolean) => void
}

/**
 * One conversation in the list: how it came, who, what about, the last words, how old, whose it is, what is promised. Drawn anew only
 * when something of it changes: a step to the next conversation draws two lines, not all.
 */
export const InboxRow = memo(function InboxRow({
  line,
  named,
  only,
  mine,
  selected,
  chosen,
  toggle,
}: RowProps) {
  const t = useTranslations('conversations')
  const { member } = useSession()
  const name = line.person?.name ?? t('row.someone')
  const owner = line.assignee && (line.assignee.id === member.id ? t('row.you') : line.assignee.name)
  return (
    <li className={classNames(css.row, selected && css.selected, line.gone && css.gone)}>
      {chosen !== null ? (
        <span className={css.box}>
          <input
            type="checkbox"
            aria-label={t('merge.one', { name, subject: line.subject || t('row.noSubject') })}
            checked={chosen}
            onChange={(event) =>
              toggle(line.id, (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey)
            }
          />
        </span>
      ) : (
        <Avatar name={line.person?.name} />
      )}
      <div className={css.main}>
        <div className={css.first}>
          <RowLink id={line.id} named={named} only={only} selected={selected} className={css.link}>
            <Name size="s">{name}</Name>
          </RowLink>
          <span className={css.age}>
            <Icon of={CHANNEL_ICONS[line.channel]} size={13} />
            <span className="sr-only">{t(`channel.${line.channel}`)}</span>
            <When at={line.lastActivityAt} form="short" />
          </span>
        </div>
        <div className={css.second}>
          <span className={css.subject}>{line.subject || t('row.noSubject')}</span>
          <HereMarks conversationId={line.id} />
          {owner && !mine && <span className={css.owner}>{owner}</span>}
        </div>
        <div className={css.last}>{saysMore(line.subject, line.lastLine) || ' '}</div>
        <RowChips line={line} />
      </div>
    </li>
  )
})

function RowChips({ line }: { line: StayingLine }) {
  const t = useTranslations('conversations.row')
  const sayWhen = useSayWhen()
  const clock = useClock()
  const chips = []
  if (line.gone || line.state === 'closed')
    chips.push(
      <State key="state">{t(line.gone && line.state === 'waiting' ? 'moved' : `state.${line.state}`)}</State>,
    )
  else if (line.state === 'snoozed' && line.snoozedUntil)
    chips.push(<State key="state">{t('snoozed', { until: sayWhen(line.snoozedUntil) })}</State>)
  else if (line.wokeAt && line.state === 'waiting') chips.push(<State key="woke">{t('woke')}</State>)
  const promise = line.state === 'closed' ? null : line.promise
  if (promise) {
    const { at, is } = comesFirst(promise, promise.due < clock.now)
    const late = at < clock.now
    const soon = whenParts(at, 'day', clock).day === 'today'
    chips.push(
      <Chip key="promise" tone={late ? 'late' : soon ? 'wait' : 'neutral'}>
        {t(is === 'word' ? 'nextWord' : 'promised', { by: sayWhen(at, 'by') })}
      </Chip>,
    )
  }
  return chips.length > 0 && <div className={css.chips}>{chips}</div>
}

function State({ children }: { children: ReactNode }) {
  return <span className={css.state}>{children}</span>
}
