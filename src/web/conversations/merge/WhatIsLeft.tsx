import { Eye, MessagesSquare, PenLine, RotateCcw, Send, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useSession } from '../../shell/session.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import css from './Merge.module.css'
import type { Previewed } from './merge-data.ts'

/** In plain sentences: what comes along, whose it becomes, how it stands then, and what somebody should know before. */
export function WhatIsLeft({ preview: p }: { preview: Previewed }) {
  const t = useTranslations('conversations.merge')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const { assignee, snoozedUntil, state } = p.after
  const owner = assignee?.id === member.id ? 'you' : assignee ? 'colleague' : 'nobody'
  const how = p.opens ? 'opens' : state
  return (
    <ul className={css.left} aria-label={t('left')}>
      <Fact icon={MessagesSquare}>
        {t('along', { messages: p.messages, promises: p.promises, needs: p.needs })}
      </Fact>
      <Fact icon={UserRound}>
        {t('owner', { owner, name: assignee?.name ?? '' })}{' '}
        {t('stands', { how, until: snoozedUntil ? sayWhen(snoozedUntil) : '' })}
      </Fact>
      {p.drafts > 0 && <Fact icon={PenLine}>{t('drafts', { count: p.drafts })}</Fact>}
      {p.leaving > 0 && <Fact icon={Send}>{t('leaving', { count: p.leaving })}</Fact>}
      {p.becomesSensitive && (
        <Fact icon={Eye} care>
          {t('becomesSensitive')}
        </Fact>
      )}
      <Fact icon={RotateCcw}>{t('canBeUndone')}</Fact>
    </ul>
  )
}

function Fact({ icon, care, children }: { icon: typeof Eye; care?: boolean; children: ReactNode }) {
  return (
    <li className={care ? css.care : undefined}>
      <Icon of={icon} size={16} />
      <span>{children}</span>
    </li>
  )
}
