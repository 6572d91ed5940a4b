import { ShieldQuestion } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Icon } from '../../ui/Icon.tsx'
import banner from '../Banners.module.css'
import type { Message, Talk } from '../talk.ts'
import css from './Within.module.css'

/** Why a mail may not be from whom it names: who found that out, and what. Nothing, most of the time. */
export function Doubt({ message }: { message: Message }) {
  const t = useTranslations('conversations.doubt')
  const { doubt, author, recipients } = message
  if (!doubt) return null
  const name = author.name || recipients.from[0]?.address || doubt.domain
  return (
    <p className={`${css.line} ${css.doubt}`} data-doubt={doubt.code}>
      <Icon of={ShieldQuestion} size={14} />
      <span className={css.words}>
        <strong>{t('mark', { name })}</strong> {t(doubt.code, { server: doubt.server, domain: doubt.domain })}
      </span>
    </p>
  )
}

/** The same above the thread, while the mail that would be answered is in doubt. */
export function DoubtBanner({ talk }: { talk: Talk }) {
  const t = useTranslations('conversations.doubt')
  const { doubt, to } = talk.replyTo
  if (!doubt) return null
  const name = talk.person?.name || to[0]?.address || doubt.domain
  return (
    <div className={banner.banner} role="status" data-doubt={doubt.code}>
      <p className={banner.words}>
        <strong>{t('mark', { name })}</strong> {t('ask')}
      </p>
    </div>
  )
}
