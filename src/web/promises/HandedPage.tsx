import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { listHanded, takeBackHanded } from '../../contract/handed.ts'
import { itemsOf, paging, useAct } from '../api/queries.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { BackLink, TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { say } from '../ui/toasts.tsx'
import { useAmongUs } from './among-us.ts'
import { PromiseChip } from './PromiseChip.tsx'
import css from './PromisesPage.module.css'

type Handed = ReplyOf<typeof listHanded>['items'][number]

/** What was handed over in one act: what, by whom, to whom, when, what became of it; taken back while nobody touched it. */
export function HandedPage() {
  const t = useTranslations('promises')
  const query = useInfiniteQuery(paging(listHanded, { query: {} }))
  const all = itemsOf(query.data)
  return (
    <Page>
      <BackLink to="/promises">{t('title')}</BackLink>
      <TopBar title={t('handed.title')} lede={t('handed.lede')} />
      {query.isPending && <SkeletonLines count={6} />}
      {query.isError && all.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && (
        <EmptyState
          title={t('handed.none')}
          action={<LinkButton to="/promises">{t('handed.toPromises')}</LinkButton>}
        >
          {t('handed.noneWords')}
        </EmptyState>
      )}
      {all.map((handed) => (
        <HandedTogether key={handed.id} handed={handed} />
      ))}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

function HandedTogether({ handed }: { handed: Handed }) {
  const t = useTranslations('promises')
  const amongUs = useAmongUs()
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const may = useMay('promises.write')
  const untouched = handed.promises.filter((p) => p.state === 'untouched').length
  const back = useAct(takeBackHanded, {
    onSuccess: ({ taken, stayed }) => say({ words: t('handed.taken', { taken, stayed }) }),
  })
  const mine = handed.by.id === member.id
  const count = handed.promises.length
  return (
    <Section
      title={
        mine
          ? t('handed.byMe', { count, to: handed.to.name, when: sayWhen(handed.at) })
          : t('handed.toMe', { count, by: handed.by.name, when: sayWhen(handed.at) })
      }
      aside={
        mine &&
        may &&
        untouched > 0 && (
          <Button
            size="s"
            look="quiet"
            busy={back.isPending}
            onClick={() => back.mutate({ params: { handingId: handed.id } })}
          >
            {t('handed.takeBack', { count: untouched })}
          </Button>
        )
      }
    >
      <Lines>
        {handed.promises.map(({ promise, state }) => (
          <Line
            key={promise.id}
            avatar={promise.to.name}
            who={promise.to.name}
            what={t('quoted', { text: amongUs(promise) })}
            why={
              state === 'elsewhere'
                ? t('handed.with', { name: promise.owner.name })
                : t(`handed.state.${state}`)
            }
            chip={
              state === 'elsewhere' ? <Chip>{t('handed.elsewhere')}</Chip> : <PromiseChip promise={promise} />
            }
            to={{ to: '/promises/$id', params: { id: promise.id } }}
          />
        ))}
      </Lines>
    </Section>
  )
}
