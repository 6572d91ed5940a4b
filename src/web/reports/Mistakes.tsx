import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { listMistakes, measureMistakes, mendMistake } from '../../contract/mistakes.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { itemsOf, paging, reading, useAct } from '../api/queries.ts'
import { MistakeDialog } from '../promises/MistakeDialog.tsx'
import { ReasonDialog } from '../promises/ReasonDialog.tsx'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { say } from '../ui/toasts.tsx'
import { ShareFigure } from './Figure.tsx'
import css from './ReportsPage.module.css'

type Mistake = ReplyOf<typeof listMistakes>['items'][number]

/** Mistakes that were found (S3-23): how many of them by those we serve, and which are to be put right. Never whose they were. */
export function Mistakes({ from, to, siteId }: { from: Instant; to: Instant; siteId: string | undefined }) {
  const t = useTranslations('mistakes')
  const f = useTranslations('form')
  const may = useMay('promises.write')
  const [noting, setNoting] = useState(false)
  const site = siteId ? { siteId: siteId as never } : {}
  const measured = useQuery(reading(measureMistakes, { query: { from, to, ...site } }))
  const open = useInfiniteQuery(paging(listMistakes, { query: { state: 'open' } }))
  const items = itemsOf(open.data)
  return (
    <Section
      title={t('title')}
      className={css.part}
      aside={
        may && (
          <Button size="s" look="quiet" onClick={() => setNoting(true)}>
            {t('note')}
          </Button>
        )
      }
    >
      <PartState query={measured} count={1} />
      {measured.data?.escaped && (
        <div className={css.figures}>
          <ShareFigure name="escaped" share={measured.data.escaped} />
        </div>
      )}
      <PartState query={open} empty={items.length === 0} none={t('none')} />
      {items.length > 0 && (
        <Lines label={t('open')}>
          {items.map((mistake) => (
            <MistakeLine key={mistake.id} mistake={mistake} />
          ))}
        </Lines>
      )}
      {open.hasNextPage && (
        <Button look="quiet" busy={open.isFetchingNextPage} onClick={() => void open.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
      {noting && <MistakeDialog onClose={() => setNoting(false)} />}
    </Section>
  )
}

function MistakeLine({ mistake: m }: { mistake: Mistake }) {
  const t = useTranslations('mistakes')
  const sayWhen = useSayWhen()
  const may = useMay('promises.write')
  const [mending, setMending] = useState(false)
  const mend = useAct(mendMistake)
  return (
    <>
      <Line
        who={m.what}
        why={[t('foundWhen', { when: sayWhen(m.foundAt, 'day') }), m.cause].filter(Boolean).join(' · ')}
        chip={<Chip tone={m.foundBy === 'customer' ? 'wait' : 'neutral'}>{t(`foundBy.${m.foundBy}`)}</Chip>}
        {...(m.conversation && { to: { to: '/conversations/$id', params: { id: m.conversation.id } } })}
        action={
          may && (
            <Button size="s" onClick={() => setMending(true)}>
              {t('mend')}
            </Button>
          )
        }
        keepsAction
        chipBelow
      />
      {mending && (
        <ReasonDialog
          title={t('mendTitle')}
          lede={m.what}
          label={t('fix')}
          act={t('mendAct')}
          busy={mend.isPending}
          onClose={() => setMending(false)}
          onSend={(fix) =>
            mend.mutate(
              { params: { mistakeId: m.id }, body: { fix, version: m.version } },
              {
                onSuccess: () => {
                  say({ words: t('mended') })
                  setMending(false)
                },
              },
            )
          }
        />
      )}
    </>
  )
}
