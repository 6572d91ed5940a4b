import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { proveNewAddress, readMyAddress } from '../../contract/new-address.ts'
import { reading, useAct } from '../api/queries.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import css from './SignIn.module.css'
import { useSessionChanged } from './settings/use-session-changed.ts'
import { useForm } from './use-form.ts'

/** Proves another address to sign in with, by the link of the letter that went there. */
export function NewAddressPage() {
  const t = useTranslations('accounts.newAddress')
  const { token } = useSearch({ from: '/new-address' })
  const { data, isError, refetch } = useQuery(reading(readMyAddress))
  const changed = useSessionChanged()
  const act = useAct(proveNewAddress, { quiet: true, onSuccess: changed })
  const none = useForm({}, { error: act.error })
  const toMe = (look: 'filled' | 'outline') => (
    <LinkButton to="/settings/$section" params={{ section: 'me' }} look={look} size="l">
      {t('toMe')}
    </LinkButton>
  )
  if (act.data) {
    return <PublicPage title={t('done', { address: act.data.address })}>{toMe('filled')}</PublicPage>
  }
  if (!data) {
    return (
      <PublicPage title={t('title')}>
        {isError ? <ErrorState retry={() => void refetch()} /> : <SkeletonLines count={2} />}
      </PublicPage>
    )
  }
  if (!token || !data.waiting || refusalCode(act.error) === 'address_link_old') {
    return (
      <PublicPage title={t('old')} lede={t('oldLede', { address: data.address })}>
        {toMe('outline')}
      </PublicPage>
    )
  }
  return (
    <PublicPage title={t('title')} lede={t('lede', { address: data.waiting.address })}>
      <FormTrouble trouble={none.whole} />
      <div className={css.foot}>
        <Button look="filled" size="l" busy={act.isPending} onClick={() => act.mutate({ body: { token } })}>
          {t('prove')}
        </Button>
      </div>
    </PublicPage>
  )
}
