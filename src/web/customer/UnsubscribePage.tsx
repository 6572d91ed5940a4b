import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readUnsubscribe, unsubscribe } from '../../contract/unsubscribe.ts'
import { chooseLocale } from '../../words/words.ts'
import { keyOf, reading, useAct } from '../api/queries.ts'
import { CustomerShell } from '../shell/CustomerShell.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { useSpoken } from '../shell/WordsProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import css from './FormPage.module.css'

/** Behind the link of a mail: one kind of mail ends by a press, and comes again by another. Looking ends nothing. */
export function UnsubscribePage({ token }: { token: string }) {
  const t = useTranslations('customer.unsubscribe')
  const s = useTranslations('customer.switches')
  const params = { token }
  const queryClient = useQueryClient()
  const { data, error, refetch } = useQuery(reading(readUnsubscribe, { params }))
  useSpoken(data && chooseLocale([data.language]))
  const act = useAct(unsubscribe, {
    quiet: true,
    again: true,
    onSuccess: (now) => queryClient.setQueryData(keyOf(readUnsubscribe, { params }), now),
  })
  if (!data) {
    const gone = refusalCode(error) === 'not_found'
    return (
      <CustomerShell title={t(gone ? 'gone' : 'title')}>
        {gone && <p className={css.intro}>{t('goneWords')}</p>}
        {!gone && (error ? <ErrorState retry={() => void refetch()} /> : <SkeletonLines count={3} />)}
      </CustomerShell>
    )
  }
  const what = s(`items.${data.name}.title`)
  return (
    <CustomerShell over={data.workspaceName} title={t(data.on ? 'title' : 'ended')}>
      <p className={css.intro} role="status">
        {t.rich(data.on ? 'asks' : 'off', { what, b: (words) => <b>{words}</b> })}
      </p>
      <p>
        <Button
          look={data.on ? 'filled' : 'outline'}
          busy={act.isPending}
          onClick={() => act.mutate({ params, body: { on: !data.on } })}
        >
          {t(data.on ? 'end' : 'again')}
        </Button>
      </p>
      <p role="alert">{act.isError && s('trouble')}</p>
    </CustomerShell>
  )
}
