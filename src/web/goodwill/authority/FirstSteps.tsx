import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { grantAuthority } from '../../../contract/goodwill.ts'
import form from '../../accounts/Form.module.css'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Authority.module.css'
import { BOUNDS, BoundFields, type Bounds, useCheckBounds, type WrongBounds } from './BoundFields.tsx'
import { useCurrencyChoices, useOwnCurrency } from './currency-choices.ts'
import { readBound } from './say-bound.ts'

/** Where a coffee costs a few of it: there 50 is an amount one gives without thinking. */
const LIKE_THE_EURO = 'EUR USD GBP CHF CAD AUD NZD SGD BND KYD BSD BBD FKP GIP SHP IMP JEP GGP'.split(' ')
const ROLES = ['member', 'manager'] as const
type Role = (typeof ROLES)[number]

/** What a house begins with where nothing is said yet: an amount for everybody and one for who leads, to look over and to grant in one press. */
export function FirstSteps() {
  const t = useTranslations('goodwill.authority')
  const own = useOwnCurrency()
  const choices = useCurrencyChoices([])
  const checkBounds = useCheckBounds()
  const [currency, setCurrency] = useState(own)
  const [typed, setTyped] = useState<Record<Role, Bounds>>(() => proposed(own))
  const [wrong, setWrong] = useState<Record<Role, WrongBounds>>({ member: {}, manager: {} })
  // The same until they are granted: sent again over a bad line each is granted once.
  const [ids] = useState(() => ({
    member: newId<'authority_limit'>(),
    manager: newId<'authority_limit'>(),
  }))
  const grant = useAct(grantAuthority)
  const [busy, setBusy] = useState(false)
  const change = (role: Role, bound: keyof Bounds, words: string) => {
    setTyped((now) => ({ ...now, [role]: { ...now[role], [bound]: words } }))
    setWrong((now) => ({ ...now, [role]: { ...now[role], [bound]: undefined } }))
  }
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const sent = event.currentTarget
    const faults = {
      member: checkBounds(typed.member, currency),
      manager: checkBounds(typed.manager, currency),
    }
    setWrong(faults)
    if (Object.values(faults).some((one) => Object.values(one).some(Boolean))) {
      requestAnimationFrame(() => sent.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    setBusy(true)
    const granted = await Promise.allSettled(
      ROLES.map((role) => {
        const bounds = BOUNDS.map((bound) => [bound, readBound(typed[role][bound], currency) ?? null])
        const body = { id: ids[role], role, currency, reason: t('first.reason') }
        return grant.mutateAsync({ body: { ...body, ...Object.fromEntries(bounds) } })
      }),
    )
    setBusy(false)
    if (granted.every((one) => one.status === 'fulfilled')) say({ words: t('first.granted') })
  }
  return (
    <form className={css.first} noValidate onSubmit={(event) => void send(event)}>
      <h3 className={css.firstTitle}>{t('first.title')}</h3>
      <p className={css.small}>{t('first.words')}</p>
      <Select
        className={css.currency}
        label={t('fields.currency')}
        value={currency}
        onChange={setCurrency}
        choices={choices}
      />
      {ROLES.map((role) => (
        <fieldset key={role} className={css.group}>
          <legend>{t(`roles.${role}`)}</legend>
          <BoundFields
            values={typed[role]}
            currency={currency}
            period="month"
            wrong={(bound) => wrong[role][bound]}
            onChange={(bound, words) => change(role, bound, words)}
          />
        </fieldset>
      ))}
      <p className={css.small}>{t('emptyIsNone')}</p>
      <div className={form.actions}>
        <Button type="submit" look="filled" busy={busy}>
          {t('first.act')}
        </Button>
      </div>
    </form>
  )
}

function proposed(currency: string): Record<Role, Bounds> {
  if (!LIKE_THE_EURO.includes(currency)) return { member: NOTHING, manager: NOTHING }
  return {
    member: { perCase: '50', perCustomer: '100', perMember: '300' },
    manager: { perCase: '250', perCustomer: '500', perMember: '' },
  }
}

const NOTHING: Bounds = { perCase: '', perCustomer: '', perMember: '' }
