import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { declineAsk, listAsks, withdrawAsk } from '../../contract/asks.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { itemsOf, paging, useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { Section } from '../ui/Section.tsx'
import { say } from '../ui/toasts.tsx'
import { AcceptDialog } from './AcceptDialog.tsx'
import type { AskShown } from './ask-data.ts'
import { PassDialog } from './PassDialog.tsx'
import css from './PromisesPage.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'

/** What colleagues ask of me, and what I asked of them; nothing where there is nothing. */
export function Asks() {
  const t = useTranslations('promises')
  const mine = useInfiniteQuery(paging(listAsks, { query: { of: 'me' } }))
  const others = useInfiniteQuery(paging(listAsks, { query: { of: 'others', limit: 10 } }))
  const parts = [
    { key: 'me', query: mine, Row: Asked },
    { key: 'others', query: others, Row: AskedByMe },
  ] as const
  return parts.map(({ key, query, Row }) => {
    if (query.isError && !query.data) return <ErrorState key={key} retry={() => void query.refetch()} />
    const asks = itemsOf(query.data)
    if (asks.length === 0) return null
    return (
      <Section key={key} title={t(`asks.${key}`)} className={css.asks}>
        <Lines label={t(`asks.${key}`)}>
          {asks.map((ask) => (
            <Row key={ask.id} ask={ask} />
          ))}
        </Lines>
        {query.hasNextPage && (
          <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </Section>
    )
  })
}

/** What a colleague wants of me: I promise it by a day, or say why not. */
function Asked({ ask }: { ask: AskShown }) {
  const t = useTranslations('promises')
  const may = useMay('promises.write')
  const [over, setOver] = useState<'accept' | 'decline' | null>(null)
  const decline = useAct(declineAsk)
  const name = firstName(ask.by.name)
  return (
    <>
      <Line
        avatar={ask.by.name}
        who={ask.by.name}
        what={t('quoted', { text: ask.text })}
        why={<AskWhy ask={ask} />}
        chipBelow
        chip={<WishChip ask={ask} />}
        action={
          may && (
            <>
              <Button size="s" onClick={() => setOver('accept')}>
                {t('asks.accept')}
              </Button>
              <Button size="s" look="quiet" onClick={() => setOver('decline')}>
                {t('asks.decline')}
              </Button>
            </>
          )
        }
      />
      {over === 'accept' && <AcceptDialog ask={ask} onClose={() => setOver(null)} />}
      {over === 'decline' && (
        <ReasonDialog
          title={t('asks.declineTitle', { name })}
          lede={t('quoted', { text: ask.text })}
          label={t('asks.declineWhy', { name })}
          act={t('asks.declineAct')}
          busy={decline.isPending}
          onClose={() => setOver(null)}
          onSend={(why) =>
            decline.mutate(
              { params: { askId: ask.id }, body: { why, version: ask.version } },
              {
                onSuccess: () => {
                  say({ words: t('asks.declined', { name }) })
                  setOver(null)
                },
              },
            )
          }
        />
      )}
    </>
  )
}

/** What I asked of a colleague, and what became of it. */
function AskedByMe({ ask }: { ask: AskShown }) {
  const t = useTranslations('promises')
  const may = useMay('promises.write')
  const [passing, setPassing] = useState(false)
  const { state } = ask
  const open = state === 'open'
  const back = open && ask.returnedAt !== null
  const withdraw = useAct(withdrawAsk, {
    onSuccess: () =>
      say({ words: back ? t('asks.letGo') : t('asks.withdrawn', { name: firstName(ask.of.name) }) }),
  })
  return (
    <Line
      avatar={ask.of.name}
      who={ask.of.name}
      what={t('quoted', { text: ask.text })}
      why={<AskWhy ask={ask} />}
      chipBelow
      chip={
        back ? (
          <Chip tone="wait">{t('asks.backChip')}</Chip>
        ) : state === 'open' ? (
          <WishChip ask={ask} />
        ) : (
          <Chip tone={ask.promiseId ? 'ok' : 'neutral'}>{t(`asks.state.${state}`)}</Chip>
        )
      }
      {...(ask.promiseId && { to: { to: '/promises/$id', params: { id: ask.promiseId } } })}
      action={
        open &&
        may && (
          <>
            {back && (
              <Button size="s" onClick={() => setPassing(true)}>
                {t('asks.pass')}
              </Button>
            )}
            <Button
              size="s"
              look="quiet"
              busy={withdraw.isPending || withdraw.isSuccess}
              onClick={() => withdraw.mutate({ params: { askId: ask.id }, body: { version: ask.version } })}
            >
              {t('asks.withdraw')}
            </Button>
            {passing && <PassDialog ask={ask} onClose={() => setPassing(false)} />}
          </>
        )
      }
    />
  )
}

function AskWhy({ ask }: { ask: AskShown }) {
  const t = useTranslations('promises.asks')
  const sayWhen = useSayWhen()
  return (
    <>
      {ask.why
        ? t('because', { why: ask.why })
        : ask.returnedAt && ask.state === 'open'
          ? t('back', { name: firstName(ask.of.name) })
          : t('since', { when: sayWhen(ask.askedAt) })}
      {ask.conversation && (
        <>
          {' · '}
          <Link to="/conversations/$id" params={{ id: ask.conversation.id }}>
            {ask.conversation.subject || t('conversation')}
          </Link>
        </>
      )}
    </>
  )
}

function WishChip({ ask }: { ask: AskShown }) {
  const t = useTranslations('promises.asks')
  const sayWhen = useSayWhen()
  return <Chip>{ask.wishedBy ? t('wished', { by: sayWhen(ask.wishedBy, 'by') }) : t('anyTime')}</Chip>
}
