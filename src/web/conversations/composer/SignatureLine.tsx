import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readLetterhead } from '../../../contract/sending.ts'
import { reading } from '../../api/queries.ts'
import { PlainText } from '../../ui/PlainText.tsx'
import css from './SignatureLine.module.css'

/** What will stand below the words of a mail, as they will read it; it can be left out this once. Nothing where there is none. */
export function SignatureLine({
  to,
  left,
  onLeave,
}: {
  to: { conversationId?: string; personId?: string }
  /** it is left out of this mail */
  left: boolean
  onLeave: (left: boolean) => void
}) {
  const t = useTranslations('conversations.signature')
  const { data } = useQuery(reading(readLetterhead, { query: to as object }))
  if (!data?.signature) return null
  return (
    <div className={css.line}>
      {left ? (
        <span className={css.left}>{t('left')}</span>
      ) : (
        <section className={css.words} aria-label={t('label')}>
          <PlainText text={data.signature} />
        </section>
      )}
      <button type="button" className={css.turn} onClick={() => onLeave(!left)}>
        {t(left ? 'putBack' : 'leaveOut')}
      </button>
    </div>
  )
}
