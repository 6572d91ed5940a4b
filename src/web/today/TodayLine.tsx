import { useTranslations } from 'use-intl'
import { amongUs } from '../../domain/promises/among-us.ts'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { useSayGiven } from '../goodwill/say-given.ts'
import { useMay } from '../shell/session.tsx'
import { Chip, type ChipTone } from '../ui/Chip.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Line } from '../ui/Line.tsx'
import { useIsPhone } from '../ui/media.ts'
import { When } from '../ui/When.tsx'
import { actOf } from './act-of.ts'
import { leadsTo } from './leads-to.ts'
import { ActWords, TodayAct } from './TodayAct.tsx'
import { type TodayItem, useSayWhy } from './why.ts'

/** Lines whose moment is since when somebody waits; of the others it is by when something is due. */
const SINCE: ReadonlySet<TodayItem['kind']> = new Set([
  ...([
    'greeted',
    'conversation',
    'woken',
    'handover',
    'asked',
    'asked_back',
    'not_told',
    'to_look_at',
    'yes_asked',
    'yes_answered',
    'may_help',
    'rule_asked',
    'cause',
    'given',
  ] as const),
])

/** Lines about no person. */
const NOBODYS: ReadonlySet<TodayItem['kind']> = new Set(['to_look_at', 'cause', 'given'] as const)

/** Lines of people who come: at a time, not by it. */
const VISITS: ReadonlySet<TodayItem['kind']> = new Set(['next_contact', 'expected'])

/** Lines in which a colleague needs us, for somebody. */
const COLLEAGUES: ReadonlySet<TodayItem['kind']> = new Set(['yes_asked', 'rule_asked'] as const)

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
  const sayGiven = useSayGiven()
  const ours = COLLEAGUES.has(item.kind)
  const name = (!ours && item.person?.name) || (item.kind === 'handover' ? null : item.colleague) || null
  const wakes = useIsAhead()(item) && item.kind === 'woken'
  const what = t(wakes ? 'what.wakes' : `what.${item.kind}`, {
    what:
      name && (item.kind === 'ask' || (item.promiseId && item.kind !== 'owed'))
        ? amongUs(item.what, name)
        : item.what,
    has: String(item.what !== ''),
    by: item.colleague ?? 'none',
    when: item.at ? sayWhen(item.at, 'short') : '',
    gift: item.gift ? sayGiven(item.gift) : '',
    forWhom: (ours && item.person?.name) || 'none',
    count: Number(item.why[0]?.values.count ?? 1),
  })
  const act = actOf(item, useClock().now, useMay('conversations.write'))
  // On a phone what leads on stands as words at the end of the line; greeting and calling stay one press.
  const isGo = act.is === 'go'
  const greets = item.kind === 'arrival' || item.kind === 'greeted'
  return (
    <Line
      avatar={name ?? (NOBODYS.has(item.kind) ? undefined : null)}
      who={name ?? t(`title.${item.kind}`)}
      what={what}
      why={sayWhy(item.why)}
      chip={<TodayChip item={item} />}
      action={<TodayAct item={item} act={act} look={first && !isPhone ? 'filled' : 'outline'} />}
      cue={isGo && <ActWords words={act.words} />}
      keepsAction={!isGo}
      to={isPhone && greets ? undefined : leadsTo(item, isPhone ? act : undefined)}
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
  // Of a word that did not arrive once the promise itself is late, the chip says by when that was.
  const late = item.kind === 'not_told' && item.why.find((w) => w.code === 'was_due')?.values.at
  if (late)
    return (
      <Chip tone={tone}>
        <When at={String(late)} form="by" />
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
