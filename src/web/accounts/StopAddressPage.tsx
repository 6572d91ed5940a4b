import { useSearch } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { stopNewAddress } from '../../contract/new-address.ts'
import { useAct } from '../api/queries.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import css from './SignIn.module.css'
import { useForm } from './use-form.ts'

/** Stops a change of address, or takes it back, by the link of the letter to the old one. */
export function StopAddressPage() {
  const t = useTranslations('accounts.stopAddress')
  const { token } = useSearch({ from: '/stop-address' })
  const act = useAct(stopNewAddress, { quiet: true })
  const none = useForm({}, { error: act.error })
  const toSignIn = (
    <LinkButton to="/sign-in" look="filled" size="l">
      {t('signIn')}
    </LinkButton>
  )
  if (act.data) {
    return (
      <PublicPage title={t(act.data.tookBack ? 'tookBack' : 'stopped')} lede={t('doneLede')}>
        {toSignIn}
      </PublicPage>
    )
  }
  if (!token || refusalCode(act.error) === 'address_link_old') {
    return (
      <PublicPage title={t('old')} lede={t('oldLede')}>
        {toSignIn}
      </PublicPage>
    )
  }
  return (
    <PublicPage title={t('title')} lede={t('lede')}>
      <FormTrouble trouble={none.whole} />
      <div className={css.foot}>
        <Button look="filled" size="l" busy={act.isPending} onClick={() => act.mutate({ body: { token } })}>
          {t('stop')}
        </Button>
      </div>
    </PublicPage>
  )
}
