import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listCauses, mendCause } from '../../../contract/learning.ts'
import { paging, useAct } from '../../api/queries.ts'
import { ReasonDialog } from '../../promises/ReasonDialog.tsx'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Line } from '../../ui/Line.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { GiveCauseDialog } from './GiveCauseDialog.tsx'
import css from './Learn.module.css'
import type { Cause } from './learn-data.ts'

/** What came back too often, each with who sees to it; the one a notice led to is marked. */
export function OpenCauses({ open }: { open: string | undefined }) {
  const t = useTranslations('goodwill.learn')
  const query = useInfiniteQuery(paging(listCauses, { query: { state: 'open' } }))
  return (
    <Section title={t('toMend')} className={css.part}>
      <PagedList
        query={query}
        look="lines"
        label={t('toMend')}
        none={t('noneToMend')}
        keyOf={(cause) => cause.id}
        loads={2}
        row={(cause) => <CauseLine cause={cause} marked={cause.id === open} />}
      />
    </Section>
  )
}

function CauseLine({ cause, marked }: { cause: Cause; marked: boolean }) {
  const t = useTranslations('goodwill.learn')
  const sayWhen = useSayWhen()
  const may = useMay('goodwill.give')
  const [doing, setDoing] = useState<'mend' | 'give' | null>(null)
  const mend = useAct(mendCause, {
    onSuccess: () => {
      say({ words: t('mended') })
      setDoing(null)
    },
  })
  return (
    <>
      <Line
        who={cause.name}
        selected={marked}
        why={`${t('cameBack', { when: sayWhen(cause.openedAt!, 'day') })} · ${
          cause.owner ? t('seesToIt', { name: cause.owner.name }) : t('nobodySeesToIt')
        }`}
        keepsAction
        action={
          may && (
            <>
              <Button size="s" look="quiet" onClick={() => setDoing('give')}>
                {t('giveCause')}
                <VisuallyHidden> {cause.name}</VisuallyHidden>
              </Button>
              <Button size="s" onClick={() => setDoing('mend')}>
                {t('mendCause')}
                <VisuallyHidden> {cause.name}</VisuallyHidden>
              </Button>
            </>
          )
        }
      />
      {doing === 'give' && <GiveCauseDialog cause={cause} onClose={() => setDoing(null)} />}
      {doing === 'mend' && (
        <ReasonDialog
          title={t('mendTitle')}
          lede={cause.name}
          label={t('fix')}
          act={t('mendAct')}
          busy={mend.isPending}
          onClose={() => setDoing(null)}
          onSend={(fix) =>
            mend.mutate({ params: { causeId: cause.id }, body: { fix, version: cause.version } })
          }
        />
      )}
    </>
  )
}
