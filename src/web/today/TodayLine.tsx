import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { greetArrival, serveArrival } from '../../contract/channels.ts'
import { finishNextContact } from '../../contract/contact.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { Chip, type ChipTone } from '../ui/Chip.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Line } from '../ui/Line.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useIsPhone } from '../ui/media.ts'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { When } from '../ui/When.tsx'
import { CallButton } from './CallButton.tsx'
import { leadsTo } from './leads-to.ts'
import { type TodayItem, useSayWhy } from './why.ts'

/** Promises that are kept by telephone; for the others a number in the way would not help. */
const CALLS = /\b(calls?|rings?|phones?|telephones?)\b/i

/** Lines whose moment is since when somebody waits; of the others it is by when something is due. */
const SINCE: ReadonlySet<TodayItem['kind']> = new Set([
  ...(['greeted', 'conversation', 'woken', 'handover', 'not_told', 'to_look_at'] as const),
])

/** Lines of people who come: at a time, not by it. */
const VISITS: ReadonlySet<TodayItem['kind']> = new Set(['next_contact', 'expected'])

/** Tells whether the moment of a line falls on a later day of the site. */
function useIsAhead(): (item: TodayItem) => boolean {
  const { now, zone } = useClock()
  const dayOf = (at: string) => localParts(at as Instant, zone as TimeZone).date
  return (item) => item.at !== null && dayOf(item.at) > dayOf(now)
}

/** One line of Today: for whom, what, why it stands here, by when, and the one act. */
export function TodayLine({ item, first }: { item: TodayItem; first: boolean }) {
  const t = useTranslations('today')
  const sayWhen = useSayWhen()
  const sayWhy = useSayWhy()
  const isPhone = useIsPhone()
  const name = item.person?.name || (item.kind === 'handover' ? null : item.colleague) || null
  const wakes = useIsAhead()(item) && item.kind === 'woken'
  const what = t(wakes ? 'what.wakes' : `what.${item.kind}`, {
    what: item.what,
    has: String(item.what !== ''),
    by: item.colleague ?? 'none',
    when: item.at ? sayWhen(item.at, 'short') : '',
  })
  // On a phone a line leads on instead of showing its button; greeting stays one press.
  const to = isPhone && (item.kind === 'arrival' || item.kind === 'greeted') ? undefined : leadsTo(item)
  return (
    <Line
      avatar={name ?? (item.kind === 'to_look_at' ? undefined : null)}
      who={name ?? t(`title.${item.kind}`)}
      what={what}
      why={sayWhy(item.why)}
      chip={<TodayChip item={item} />}
      action={<Act item={item} look={first && !isPhone ? 'filled' : 'outline'} />}
      to={to}
    />
  )
}

function TodayChip({ item }: { item: TodayItem }) {
  const t = useTranslations('today.chip')
  const ahead = useIsAhead()
  const tone: ChipTone = item.care === 'none' ? 'neutral' : item.care
  if (item.kind === 'arrival') return <Chip tone={tone}>{t('waiting')}</Chip>
  if (!item.at || item.kind === 'ask') return null
  // On a day ahead the time says more than the day, which stands over it.
  if (ahead(item) && (VISITS.has(item.kind) || item.kind === 'woken'))
    return (
      <Chip tone={tone}>
        <When at={item.at} form="at" />
      </Chip>
    )
  const waits = SINCE.has(item.kind) || (item.kind === 'loose_end' && !item.promiseId)
  return (
    <Chip tone={tone}>
      {waits ? (
        t.rich('since', { when: () => <When at={item.at!} form="short" /> })
      ) : (
        <When at={item.at} form={VISITS.has(item.kind) ? 'short' : 'by'} />
      )}
    </Chip>
  )
}

function Act({ item, look }: { item: TodayItem; look: ButtonLook }) {
  const t = useTranslations('today')
  const { now } = useClock()
  const mayGreet = useMay('counter.use')
  const maySay = useMay('conversations.write')
  const greet = useAct(greetArrival, { onSuccess: () => say({ words: t('greeted') }) })
  const serve = useAct(serveArrival, { onSuccess: () => say({ words: t('serving') }) })
  const finish = useAct(finishNextContact, { onSuccess: () => say({ words: t('tookPlace') }) })
  const name = item.person?.name ?? item.colleague ?? ''
  const to = leadsTo(item)
  switch (item.kind) {
    case 'arrival':
      return mayGreet && item.conversationId ? (
        <Button
          look={look}
          busy={greet.isPending || greet.isSuccess}
          onClick={() => greet.mutate({ params: { conversationId: item.conversationId! }, body: {} })}
        >
          {t('act.greet')}
          <VisuallyHidden> {name || t('title.arrival')}</VisuallyHidden>
        </Button>
      ) : null
    case 'greeted':
      return mayGreet && item.conversationId ? (
        <Button
          look={look}
          busy={serve.isPending || serve.isSuccess}
          onClick={() => serve.mutate({ params: { conversationId: item.conversationId! } })}
        >
          {t('act.serve')}
          <VisuallyHidden> {name || t('title.greeted')}</VisuallyHidden>
        </Button>
      ) : null
    case 'not_told':
      if (item.telephone) return <CallButton item={item} telephone={item.telephone} look={look} />
      return (
        to && (
          <LinkButton {...to} look={look}>
            {t('act.look')}
            <VisuallyHidden> {name}</VisuallyHidden>
          </LinkButton>
        )
      )
    case 'update':
      return (
        to && (
          <LinkButton {...to} look={look}>
            {t('act.news')} &nbsp;·&nbsp; {t('act.noNews')}
            <VisuallyHidden> {name}</VisuallyHidden>
          </LinkButton>
        )
      )
    case 'promise':
      if (item.telephone && CALLS.test(item.what))
        return <CallButton item={item} telephone={item.telephone} look={look} />
      return (
        to && (
          <LinkButton {...to} search={item.care === 'none' ? {} : ({ do: 'update' } as never)} look={look}>
            {item.care === 'none' ? (
              t('act.open')
            ) : (
              <>
                {t('act.news')} &nbsp;·&nbsp; {t('act.noNews')}
              </>
            )}
            <VisuallyHidden> {name}</VisuallyHidden>
          </LinkButton>
        )
      )
    default: {
      if (item.nextContactId && maySay && item.at && item.at <= now)
        return (
          <Button
            look={look}
            icon={Check}
            busy={finish.isPending || finish.isSuccess}
            onClick={() =>
              finish.mutate({ params: { nextContactId: item.nextContactId as Id<'next_contact'> } })
            }
          >
            {t('act.tookPlace')}
            <VisuallyHidden> {item.what}</VisuallyHidden>
          </Button>
        )
      const verb = {
        handover: 'answer',
        next_contact: 'look',
        loose_end: 'look',
        owed: 'look',
        expected: 'look',
        ask: 'look',
        to_look_at: 'look',
      } as const
      const act = t(`act.${verb[item.kind as keyof typeof verb] ?? 'open'}`)
      return (
        to && (
          <LinkButton {...to} look={look}>
            {act}
            <VisuallyHidden> {name}</VisuallyHidden>
          </LinkButton>
        )
      )
    }
  }
}
