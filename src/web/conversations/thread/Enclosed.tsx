import { useQuery } from '@tanstack/react-query'
import { Calendar } from 'lucide-react'
import { useLocale, useMessages, useTranslations } from 'use-intl'
import { readEnclosed } from '../../../contract/enclosed.ts'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { Problem } from '../../api/call.ts'
import { reading } from '../../api/queries.ts'
import { useSayDay } from '../../people/merge/say-day.ts'
import { troubleOf } from '../../shell/trouble.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useSayBytes } from '../say-bytes.ts'
import css from './Within.module.css'
import { Words } from './Words.tsx'

type Inside = ReplyOf<typeof readEnclosed>
type Invitation = NonNullable<Inside['invitation']>

/** What is in an attached mail or an invitation, read when it is shown. */
export function Enclosed({ id, name }: { id: string; name: string }) {
  const t = useTranslations('conversations.within')
  const [locale, messages] = [useLocale(), useMessages()]
  const query = useQuery(reading(readEnclosed, { params: { attachmentId: id as never } }))
  if (query.isPending) return <SkeletonLines count={2} />
  if (query.error instanceof Problem && query.error.status === 410)
    return <p className={css.line}>{troubleOf(query.error, locale, messages).words}</p>
  if (query.isError) return <ErrorState retry={() => void query.refetch()} />
  const { mail, invitation } = query.data
  if (invitation) return <InvitationCard invitation={invitation} />
  if (mail) return <MailInside mail={mail} />
  return <p className={css.line}>{t('cannotRead', { name })}</p>
}

function InvitationCard({ invitation: i }: { invitation: Invitation }) {
  const t = useTranslations('conversations.within')
  const say = useSayTime()
  const organiser = i.organiser?.name || i.organiser?.address
  return (
    <section className={css.card} aria-label={t(`methods.${i.method}`)}>
      <p className={css.kind}>
        <Icon of={Calendar} size={14} />
        <span>
          {t(`methods.${i.method}`)}
          {i.answer && <> · {t(`answers.${i.answer}`)}</>}
        </span>
      </p>
      <p className={css.what}>{i.what || t('untitled')}</p>
      <p>
        {say(i.starts)}
        {i.ends && say(i.ends) !== say(i.starts) && <> – {say(i.ends)}</>}
        {i.repeats && <> · {t('repeats')}</>}
      </p>
      {i.where && <p>{i.where}</p>}
      {organiser && <p className={css.quiet}>{t('from', { name: organiser })}</p>}
    </section>
  )
}

/** A moment as anywhere; a day, or a time whose zone nobody told, as it stands in the file. */
function useSayTime(): (time: Invitation['starts']) => string {
  const t = useTranslations('conversations.within')
  const when = useSayWhen()
  const day = useSayDay()
  return ({ at, date, time }) => {
    if (at) return when(at)
    return time ? t('wallTime', { day: day(date), time }) : day(date)
  }
}

function MailInside({ mail }: { mail: NonNullable<Inside['mail']> }) {
  const t = useTranslations('conversations.within')
  const sayBytes = useSayBytes()
  const when = useSayWhen()
  const from = mail.from?.name || mail.from?.address || t('nobody')
  const to = [...mail.to, ...mail.cc].map((a) => a.name || a.address).join(', ')
  return (
    <section className={css.card} aria-label={t('mailFrom', { name: from })}>
      <p className={css.kind}>
        <span>
          {t('mailFrom', { name: from })}
          {to && <> · {t('to', { names: to })}</>}
          {mail.date && <> · {when(mail.date)}</>}
        </span>
      </p>
      {mail.subject && <p className={css.what}>{mail.subject}</p>}
      <Words segments={mail.segments} />
      {mail.files.length > 0 && (
        <p className={css.quiet}>
          {t('filesInside', { names: mail.files.map((f) => `${f.name} (${sayBytes(f.size)})`).join(', ') })}
        </p>
      )}
    </section>
  )
}
