import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { askNewAddress, forgetNewAddress, readMyAddress } from '../../../contract/new-address.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { When } from '../../ui/When.tsx'
import form from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { looksLikeEmail, useForm } from '../use-form.ts'
import css from './Settings.module.css'

/** The address one signs in with, and another one that waits to be proven. */
export function AddressPart() {
  const t = useTranslations('settings.me.address')
  const { data, isError, refetch } = useQuery(reading(readMyAddress))
  const [open, setOpen] = useState(false)
  return (
    <Section title={t('title')} className={css.part}>
      {!data && !isError && <SkeletonLines count={1} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {data && (
        <>
          {data.waiting ? <Waiting now={data.address} waiting={data.waiting} /> : <p>{data.address}</p>}
          {data.wayBackUntil && (
            <p className={css.small}>{t.rich('wayBack', { when: () => <When at={data.wayBackUntil!} /> })}</p>
          )}
          {open && <Ask onClose={() => setOpen(false)} />}
          {!open && !data.waiting && (
            <div className={form.actions}>
              <Button onClick={() => setOpen(true)}>{t('change')}</Button>
            </div>
          )}
        </>
      )}
    </Section>
  )
}

function Waiting({
  now,
  waiting,
}: {
  now: string
  waiting: NonNullable<ReplyOf<typeof readMyAddress>['waiting']>
}) {
  const t = useTranslations('settings.me.address')
  const forget = useAct(forgetNewAddress, {
    onSuccess: () => say({ words: t('forgotten', { address: now }) }),
  })
  return (
    <>
      <p className={css.breaks}>
        {t.rich('waits', {
          ...{ address: waiting.address, now },
          b: (words) => <strong>{words}</strong>,
          when: () => <When at={waiting.expiresAt} />,
        })}
      </p>
      <p className={css.small}>{t(waiting.byMail ? 'byMail' : 'byHand')}</p>
      <div className={form.actions}>
        <Button busy={forget.isPending} onClick={() => forget.mutate({})}>
          {t('forget')}
        </Button>
      </div>
    </>
  )
}

function Ask({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.me.address')
  const f = useTranslations('form')
  const act = useAct(askNewAddress, { quiet: true, onSuccess: onClose })
  const fields = useForm(
    { address: '' },
    { error: act.error, check: (v) => ({ address: looksLikeEmail(v.address) ? undefined : f('email') }) },
  )
  const send = fields.submit(({ address }) => act.mutate({ body: { address: address.trim() } }))
  return (
    <form noValidate onSubmit={send} className={css.beneath}>
      <TextField
        label={t('next')}
        hint={t('hint')}
        type="email"
        autoComplete="email"
        autoFocus
        {...fields.text('address')}
      />
      <FormTrouble trouble={fields.whole} />
      <div className={form.actions}>
        <Button type="submit" busy={act.isPending}>
          {t('send')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
