import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { endOtherSessions, endSession, listSessions } from '../../../contract/safety.ts'
import { reading, useAct } from '../../api/queries.ts'
import { deviceLabel } from '../../notices/device-label.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from './Settings.module.css'

/** Where one is signed in, and how to end it there. */
export function SessionsPart() {
  const t = useTranslations('settings.safety')
  const { data, isError, refetch } = useQuery(reading(listSessions))
  const end = useAct(endSession, { onSuccess: () => say({ words: t('ended') }) })
  const endOthers = useAct(endOtherSessions, {
    onSuccess: ({ ended }) => say({ words: t('endedOthers', { count: ended }) }),
  })
  const others = data?.items.some((session) => !session.thisOne) ?? false
  return (
    <Section title={t('sessions')} className={css.part}>
      {!data && !isError && <SkeletonLines count={2} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      <ul className={css.plainRows}>
        {data?.items.map((session) => (
          <li key={session.id}>
            <div className={css.words}>
              {deviceLabel(session.userAgent)}
              {session.thisOne && <span className={css.small}> · {t('thisOne')}</span>}
              <div className={css.small}>
                {session.address ? t('from', { address: session.address }) : t('unknown')}
                {' · '}
                {t.rich('seen', { when: () => <When at={session.seenAt} /> })}
              </div>
            </div>
            {!session.thisOne && (
              <Button
                look="quiet"
                busy={end.isPending && end.variables?.params.sessionId === session.id}
                onClick={() => end.mutate({ params: { sessionId: session.id } })}
              >
                {t('end')}
                <VisuallyHidden> {deviceLabel(session.userAgent)}</VisuallyHidden>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data && !others && <p className={css.none}>{t('onlyHere')}</p>}
      {others && (
        <Button className={css.add} busy={endOthers.isPending} onClick={() => endOthers.mutate({})}>
          {t('endOthers')}
        </Button>
      )}
    </Section>
  )
}
