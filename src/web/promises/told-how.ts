import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { firstName } from '../../domain/shared/first-name.ts'
import { useBeforehand } from '../contact/beforehand.ts'
import type { Radio } from '../ui/Radios.tsx'
import type { PromiseShown } from './by-day.ts'
import { useToldBy } from './told-by.ts'

/** How somebody hears of a new date: what is done now, or was done already; or that they do not know yet. */
export type ToldHow = 'email' | 'page' | 'phone' | 'in_person' | 'not_yet'

/**
 * The ways in which somebody may hear of a new date, each with what happens. A mail that leaves with the act is the usual way
 * where one can go; that somebody was told is for whoever told them to say, so nothing else is chosen beforehand.
 */
export function useToldHow(promise: PromiseShown): {
  how: ToldHow | null
  choose: (how: ToldHow) => void
  ways: Radio<ToldHow>[]
  /** whether they hear of it by the date that holds now */
  inTime: boolean
  /** for whom the place's own hours count */
  siteId: string | undefined
  /** no mail can go and there is no page: only a voice reaches them, or a link made first */
  unreachable: boolean
  hasPage: boolean
} {
  const t = useTranslations('promises.move.how')
  const [chosen, choose] = useState<ToldHow | null>(null)
  const { toldBy, mailTo, hasPage, siteId } = useToldBy(promise)
  const byMail = toldBy === 'email'
  const beforehand = useBeforehand(promise.id, byMail, promise.telephone !== null)
  const list = new Intl.ListFormat(useLocale(), { style: 'long', type: 'conjunction' })
  const name = firstName(promise.to.name)
  const colleague = promise.to.kind === 'member'
  const way = (value: ToldHow, hint?: string): Radio<ToldHow> => ({
    value,
    label: t(`${value}.label`, { name }),
    hint,
  })
  const mail = byMail && !beforehand?.denied
  const page = !colleague && !mail && hasPage
  const ways = [
    ...(mail
      ? [way('email', beforehand?.words ?? (mailTo.length > 0 ? list.format(mailTo) : undefined))]
      : []),
    ...(page ? [way('page', t('page.hint', { name }))] : []),
    ...(colleague ? [] : [way('phone', promise.telephone ?? undefined)]),
    way('in_person'),
    way(
      'not_yet',
      t(colleague ? 'not_yet.hintColleague' : hasPage ? 'not_yet.hint' : 'not_yet.hintNoPage', { name }),
    ),
  ]
  const usual = mail && !beforehand ? 'email' : null
  const how = ways.some((w) => w.value === chosen) ? chosen : usual
  const waitsTooLong = how === 'email' && (beforehand?.until ?? '') > promise.due
  const inTime = how !== null && how !== 'not_yet' && promise.state !== 'overdue' && !waitsTooLong
  const unreachable = !colleague && !mail && !hasPage
  return { how, choose, ways, inTime, siteId, unreachable, hasPage }
}
