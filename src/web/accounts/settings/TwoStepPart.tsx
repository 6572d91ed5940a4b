import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { readSafety } from '../../../contract/safety.ts'
import { reading } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { say } from '../../ui/toasts.tsx'
import { When } from '../../ui/When.tsx'
import form from '../Form.module.css'
import { TwoStepSteps } from '../TwoStepSteps.tsx'
import { RenewCodesDialog } from './RenewCodesDialog.tsx'
import css from './Settings.module.css'
import { SwitchOffDialog } from './SwitchOffDialog.tsx'

/** Two-step sign-in: whether it is on, and how to set it up, renew its codes or switch it off. */
export function TwoStepPart() {
  const t = useTranslations('settings.safety')
  const a = useTranslations('accounts.twoStep')
  const { member } = useSession()
  const { data, isError, refetch } = useQuery(reading(readSafety))
  const [open, setOpen] = useState<'set-up' | 'off' | 'codes' | null>(null)
  const [codesShown, setCodesShown] = useState(false)
  const close = () => {
    setOpen(null)
    setCodesShown(false)
  }
  return (
    <Section
      title={a('title')}
      aside={
        data && <span className={data.twoStep ? css.ok : css.small}>{t(data.twoStep ? 'on' : 'off')}</span>
      }
    >
      {!data && !isError && <SkeletonLines count={2} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {data && (
        <>
          <p className={css.lede}>
            {t(data.twoStep ? 'onWords' : 'offWords')}{' '}
            {data.twoStep && t('codesLeft', { count: data.recoveryCodesLeft })}{' '}
            {data.demandedFrom &&
              t.rich('demanded', { when: () => <When at={data.demandedFrom!} form="day" /> })}
          </p>
          <div className={form.actions}>
            {data.twoStep ? (
              <>
                <Button onClick={() => setOpen('codes')}>{t('renew')}</Button>
                <Button look="quiet" onClick={() => setOpen('off')}>
                  {t('switchOff')}
                </Button>
              </>
            ) : (
              <Button look="filled" onClick={() => setOpen('set-up')}>
                {t('setUp')}
              </Button>
            )}
          </div>
        </>
      )}
      {open === 'set-up' && (
        <Dialog
          open
          firm={codesShown}
          onOpenChange={(next) => !next && close()}
          title={a('title')}
          lede={a('lede')}
        >
          <TwoStepSteps
            email={member.email}
            onCodes={() => setCodesShown(true)}
            onDone={() => {
              close()
              say({ words: t('switchedOn') })
            }}
          />
        </Dialog>
      )}
      {open === 'off' && <SwitchOffDialog onClose={close} />}
      {open === 'codes' && <RenewCodesDialog onClose={close} />}
    </Section>
  )
}
