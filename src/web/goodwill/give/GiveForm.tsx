import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  EVIDENCE,
  type Evidence,
  GESTURE_KINDS,
  type GestureKind,
  isPaid,
} from '../../../domain/goodwill/gesture.ts'
import { readAmount } from '../../../domain/shared/money.ts'
import form from '../../accounts/Form.module.css'
import { FormTrouble } from '../../accounts/FormTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { Radios } from '../../ui/Radios.tsx'
import { Select } from '../../ui/Select.tsx'
import { SendForm } from '../../ui/SendForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { BothSides } from './BothSides.tsx'
import { CauseField } from './CauseField.tsx'
import { ForWhom } from './ForWhom.tsx'
import css from './Give.module.css'
import { useGive } from './use-give.ts'
import { type GiveTo, leftOf, type Unnamed, useAuthority } from './use-left.ts'
import { WhatIsLeft } from './WhatIsLeft.tsx'

/** What is given, and why: few fields, the likely ones filled in. */
export function GiveForm({
  to: begun,
  stands,
  amount,
  onAsked,
  onClose,
}: {
  to: GiveTo | null
  /** who stands there, and gives no name so far */
  stands: Unnamed | null
  amount: RefObject<HTMLInputElement | null>
  onAsked: (askId: string) => void
  onClose: () => void
}) {
  const t = useTranslations('goodwill.give')
  const k = useTranslations('goodwill.kinds')
  const why = useRef<HTMLInputElement>(null)
  const [to, setTo] = useState(begun)
  const [kind, setKind] = useState<GestureKind>('refund')
  const [evidence, setEvidence] = useState<Evidence>('none')
  const [currency, setCurrency] = useState<string | null>(null)
  const authority = useAuthority(to)
  const paid = isPaid(kind)
  const inCurrency = currency ?? authority.data?.currency ?? 'EUR'
  const currencies = [...new Set(authority.data?.kinds.flatMap((k) => k.currency ?? []))]
  const act = useGive({ onAsked, onClose })
  const { values, text, set, wrongAt, whole, submit } = useForm(
    { money: '', why: '', cause: '', personId: '' },
    {
      error: act.error,
      check: (v) => ({
        personId: to ? undefined : t('whoMissing'),
        money: !paid || readAmount(v.money, inCurrency)?.minor ? undefined : t('moneyWrong'),
        why: v.why.trim() ? undefined : t('whyMissing'),
      }),
    },
  )
  const money = paid ? readAmount(values.money, inCurrency) : null
  const left = authority.data ? leftOf(authority.data, kind, inCurrency) : null
  const beyond = left !== null && authority.data !== undefined && (paid ? (money?.minor ?? 0) : 1) > left
  const giving = {
    ...{ kind, money, why: values.why.trim(), evidence },
    ...(values.cause.trim() ? { cause: values.cause.trim() } : {}),
  }
  const went = act.goes(to, giving)
  const asks = went
    ? went === 'ask'
    : authority.data !== undefined && (authority.data.near !== null || beyond)
  const send = submit(() => {
    if (!to || act.busy || !authority.data) return
    act.send(asks ? 'ask' : 'give', to, giving)
  })
  const onAmountKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || values.why.trim() !== '' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    why.current?.focus()
  }
  return (
    <SendForm act={t(asks ? 'ask' : 'act')} busy={act.busy} onSend={send}>
      <ForWhom
        to={to}
        stands={stands}
        error={wrongAt('personId')}
        onChange={(next) => {
          setTo(next)
          set('personId', next?.personId ?? '')
          // At once: what is typed right after belongs there.
          if (next) (paid ? amount : why).current?.focus()
        }}
      />
      {to && <BothSides personId={to.personId} conversationId={to.conversationId} />}
      <Radios
        label={t('what')}
        look="pills"
        value={kind}
        onChange={setKind}
        radios={GESTURE_KINDS.map((value) => ({ value, label: k(value) }))}
      />
      {paid && (
        <div className={css.money}>
          <TextField
            {...text('money')}
            ref={amount}
            label={t('money')}
            inputMode="decimal"
            autoComplete="off"
            after={currencies.length > 1 ? undefined : inCurrency}
            onKeyDown={onAmountKey}
          />
          {currencies.length > 1 && (
            <Select
              label={t('currency')}
              value={inCurrency}
              onChange={setCurrency}
              choices={currencies.map((value) => ({ value, label: value }))}
            />
          )}
        </div>
      )}
      <TextField
        {...text('why')}
        ref={why}
        label={t('why')}
        hint={t('whyHint')}
        maxLength={500}
        autoComplete="off"
      />
      <details className={css.more}>
        <summary>{t('more')}</summary>
        <div className={form.fields}>
          <Select
            label={t('evidence.label')}
            value={evidence}
            onChange={setEvidence}
            choices={EVIDENCE.map((value) => ({ value, label: t(`evidence.${value}`) }))}
          />
          <CauseField value={values.cause} error={wrongAt('cause')} onChange={(next) => set('cause', next)} />
        </div>
      </details>
      <WhatIsLeft
        {...{ to, kind, money, asks, left }}
        currency={inCurrency}
        authority={authority}
        beyond={beyond}
      />
      <FormTrouble trouble={whole} />
    </SendForm>
  )
}
