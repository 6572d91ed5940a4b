import { useTranslations } from 'use-intl'
import { greetArrival } from '../../contract/channels.ts'
import { useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { Chip, type ChipTone } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
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

/** One line of Today: for whom, what, why it stands here, by when, and the one act. */
export function TodayLine({ item, first }: { item: TodayItem; first: boolean }) {
  const t = useTranslations('today')
  const sayWhen = useSayWhen()
  const sayWhy = useSayWhy()
  const isPhone = useIsPhone()
  const name = item.person?.name ?? (item.kind === 'handover' ? null : item.colleague)
  const what = t(`what.${item.kind}`, {
    what: item.what,
    has: String(item.what !== ''),
    by: item.colleague ?? 'none',
    when: item.at ? sayWhen(item.at, 'short') : '',
  })
  // On a phone a line leads on instead of showing its button; greeting stays one press.
  const to = isPhone && item.kind === 'arrival' ? undefined : leadsTo(item)
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
  const tone: ChipTone = item.care === 'none' ? 'neutral' : item.care
  if (item.kind === 'arrival') return <Chip tone={tone}>{t('waiting')}</Chip>
  if (!item.at) return null
  const waits = item.kind === 'conversation' || item.kind === 'woken' || item.kind === 'handover'
  return (
    <Chip tone={tone}>
      {waits ? (
        t.rich('since', { when: () => <When at={item.at!} form="short" /> })
      ) : (
        <When at={item.at} form={item.kind === 'next_contact' ? 'short' : 'by'} />
      )}
    </Chip>
  )
}

function Act({ item, look }: { item: TodayItem; look: ButtonLook }) {
  const t = useTranslations('today')
  const mayGreet = useMay('counter.use')
  const greet = useAct(greetArrival, { onSuccess: () => say({ words: t('greeted') }) })
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
      const verb = {
        handover: 'answer',
        next_contact: 'look',
        loose_end: 'look',
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
