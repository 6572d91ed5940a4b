import { useTranslations } from 'use-intl'
import { blanksIn, fillIn, isVariable } from '../../../domain/conversations/saved-replies.ts'
import { instant, plus } from '../../../domain/shared/time.ts'
import { useSession } from '../../shell/session.tsx'
import { useClock } from '../../ui/clock.tsx'
import { PlainText } from '../../ui/PlainText.tsx'
import css from './Replies.module.css'
import { useValues } from './use-values.ts'

/** How words with blanks read once they are said, to somebody made up, by oneself; nothing where there is no blank to fill. */
export function ReplyPreview({ words, language }: { words: string; language: string }) {
  const t = useTranslations('savedReplies')
  const example = useTranslations('savedReplies.example')
  const { member } = useSession()
  const { now } = useClock()
  const values = useValues({
    subject: example('subject'),
    siteId: member.siteId,
    person: { name: example('name') },
    personCard: null,
    promise: { due: plus(instant(now), { days: 1 }) },
    reference: 'AB2-C3D',
  })
  const blanks = blanksIn(words).filter((blank) => isVariable(blank.variable))
  if (blanks.length === 0) return null
  const known = {
    ...values(language),
    'person.say': example('say'),
    vehicle: example('vehicle'),
  }
  return (
    <div className={css.reads}>
      <div className={css.none}>{t('reads')}</div>
      <PlainText text={fillIn(words, known).text} />
    </div>
  )
}
