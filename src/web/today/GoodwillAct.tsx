import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { grantAuthorityAsk, useEmergency } from '../../contract/goodwill.ts'
import { keepPromise, undoKeep } from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { shows } from '../api/at-once.ts'
import { useAct } from '../api/queries.ts'
import { useSayGiven } from '../goodwill/say-given.ts'
import { useMay } from '../shell/session.tsx'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { leadsTo } from './leads-to.ts'
import type { Today, TodayItem } from './why.ts'

/** What is done for a gesture where its line stands: allow it, help oneself for want of an answer, say that they know. */
export function GoodwillAct({
  item,
  what,
  look,
  leaves,
}: {
  item: TodayItem
  what: 'allow' | 'helpNow' | 'toldThem'
  look: ButtonLook
  /** Today without the line. */
  leaves: (today: Today) => Today
}) {
  const t = useTranslations('today')
  const sayGiven = useSayGiven()
  const may = useMay('goodwill.give')
  const mayKeep = useMay('promises.write')
  const gone = () => [shows(readToday, undefined, leaves)]
  const gift = item.gift ? sayGiven(item.gift) : ''
  const colleague = firstName(item.colleague ?? '')
  const person = firstName(item.person?.name ?? '')
  const allow = useAct(grantAuthorityAsk, {
    shows: gone,
    onSuccess: () => say({ words: t('allowed', { gift, name: colleague }) }),
  })
  const help = useAct(useEmergency, { onSuccess: () => say({ words: t('helped', { gift, name: person }) }) })
  const undo = useAct(undoKeep, { onSuccess: () => keep.reset() })
  const keep = useAct(keepPromise, {
    shows: gone,
    onSuccess: ({ version }, { params }) =>
      say({
        words: t('toldThem', { name: person }),
        undo: () => undo.mutate({ params, body: { version } }),
      }),
  })
  const { promiseId, promiseVersion } = item
  if (what === 'toldThem')
    return (
      mayKeep &&
      promiseId &&
      promiseVersion !== null && (
        <Button
          look={look}
          icon={Check}
          busy={keep.isPending || keep.isSuccess}
          onClick={() => keep.mutate({ params: { promiseId }, body: { version: promiseVersion } })}
        >
          {t('act.toldThem')}
          <VisuallyHidden> {item.person?.name}</VisuallyHidden>
        </Button>
      )
    )
  if (!may || !item.gift || item.gift.version === null) return null
  const params = { askId: item.gift.id as Id<'authority_ask'> }
  const body = { version: item.gift.version }
  const act = what === 'allow' ? allow : help
  return (
    <>
      <Button look={look} busy={act.isPending || act.isSuccess} onClick={() => act.mutate({ params, body })}>
        {t(`act.${what}`)}
        <VisuallyHidden> {what === 'allow' ? item.colleague : item.person?.name}</VisuallyHidden>
      </Button>
      {what === 'allow' && (
        <LinkButton {...leadsTo(item)!} look="quiet">
          {t('act.sayNo')}
          <VisuallyHidden> {item.colleague}</VisuallyHidden>
        </LinkButton>
      )}
    </>
  )
}
