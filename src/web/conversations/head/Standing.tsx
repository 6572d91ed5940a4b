import { UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { HereMarks } from '../HereMarks.tsx'
import type { Talk } from '../talk.ts'
import css from './ConversationHead.module.css'
import { TalkTags } from './TalkTags.tsx'
import { WhoseDialog } from './WhoseDialog.tsx'

/** The stages, small and quiet, where there are any; by which way it came; how it stands now; who writes. */
export function Standing({ talk, mayWrite }: { talk: Talk; mayWrite: boolean }) {
  const t = useTranslations('conversations')
  const sayWhen = useSayWhen()
  const [asks, setAsks] = useState(false)
  return (
    <div className={css.standing}>
      {talk.stages && (
        <ol aria-label={t('stages.label')}>
          {talk.stages.map(({ stage, state }) => (
            <li
              key={stage}
              className={state === 'current' ? css.current : undefined}
              aria-current={state === 'current' ? 'step' : undefined}
            >
              {t(`stages.${stage}`)}
              {state === 'done' && (
                <>
                  {' ✓'}
                  <span className="sr-only"> {t('stages.done')}</span>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      <span className={css.dot}>{t(`by.${talk.channel}`)}</span>
      {talk.intent && <span className={css.dot}>{t(`intent.${talk.intent}`)}</span>}
      {talk.sensitive && <span className={css.dot}>{t('head.sensitive')}</span>}
      {talk.closedAt && (
        <span className={css.dot}>
          {t('head.closed', { when: sayWhen(talk.closedAt), name: talk.closedBy?.name ?? '' })}
        </span>
      )}
      {talk.state === 'snoozed' && talk.snoozedUntil && (
        <span className={css.dot}>{t('head.snoozed', { until: sayWhen(talk.snoozedUntil) })}</span>
      )}
      <TalkTags tags={talk.tags} />
      {!talk.person && mayWrite && (
        <Button size="s" icon={UserRoundSearch} className={css.who} onClick={() => setAsks(true)}>
          {t('head.who')}
        </Button>
      )}
      {asks && <WhoseDialog talk={talk} onClose={() => setAsks(false)} />}
      <HereMarks conversationId={talk.id} />
    </div>
  )
}
