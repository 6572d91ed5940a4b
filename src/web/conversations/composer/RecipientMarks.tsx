import { useTranslations } from 'use-intl'
import { useSayWhen } from '../../ui/clock.tsx'
import type { Talk } from '../talk.ts'
import { type Draft, writeDraft } from './drafts.ts'
import css from './Recipients.module.css'

/** What of the recipients is worth a look before it is sent, and who is not among them any more. Nothing, most of the time. */
export function RecipientMarks({ talk, draft }: { talk: Talk; draft: Draft }) {
  const t = useTranslations('conversations.recipients')
  const sayWhen = useSayWhen()
  const to = draft.to ?? talk.replyTo.to
  const cc = draft.cc ?? talk.replyTo.cc
  const all = new Set([...to, ...cc, ...(draft.bcc ?? [])].map((a) => a.address.toLowerCase()))
  const marks = talk.replyTo.marks.filter((m) => all.has(m.address.toLowerCase()))
  const left = talk.replyTo.left.filter((a) => !all.has(a.address.toLowerCase()))
  if (all.size === 0 || marks.length + left.length === 0) return null
  return (
    <ul className={css.marks}>
      {marks.map(({ address, why, since, said }) => (
        <li key={`${address} ${why}`} data-why={why}>
          {t(`marks.${why}`, { address, when: since ? sayWhen(since, 'day') : '' })}
          {said && ` ${t('marks.said', { words: said })}`}
        </li>
      ))}
      {left.map((a) => (
        <li key={a.address}>
          {t('left', { address: a.name ? `${a.name} <${a.address}>` : a.address })}{' '}
          <button
            type="button"
            className={css.again}
            onClick={() => writeDraft(talk.id, { to, cc: [...cc, a] })}
          >
            {t('addBack')}
          </button>
        </li>
      ))}
    </ul>
  )
}
