import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readLetterhead } from '../../../contract/sending.ts'
import { reading } from '../../api/queries.ts'
import { PlainText } from '../../ui/PlainText.tsx'
import css from './SignatureLine.module.css'

/**
 * From which of our addresses a mail leaves, where there are several, and what will stand below its words, as they will read it; that
 * can be left out this once. Nothing where there is neither.
 */
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
  const from = data?.oneOfSeveral ? data.from?.address : undefined
  if (!data || (!data.signature && !from)) return null
  return (
    <div className={css.line}>
      {from && <p className={css.from}>{t('from', { address: from })}</p>}
      {data.signature && (
        <>
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
        </>
      )}
    </div>
  )
}
