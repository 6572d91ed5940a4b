import { useTranslations } from 'use-intl'
import type { Period } from '../../../domain/goodwill/authority.ts'
import form from '../../accounts/Form.module.css'
import { TextField } from '../../ui/TextField.tsx'
import { readBound } from './say-bound.ts'

export const BOUNDS = ['perCase', 'perCustomer', 'perMember'] as const
export type Bounds = Record<(typeof BOUNDS)[number], string>
export type WrongBounds = Partial<Record<(typeof BOUNDS)[number], string | undefined>>

/** The three bounds of a limit, each as one types it; empty is none. */
export function BoundFields({
  values,
  currency,
  period,
  wrong,
  onChange,
}: {
  values: Bounds
  currency: string | null
  period: Period
  wrong: (bound: (typeof BOUNDS)[number]) => string | undefined
  onChange: (bound: (typeof BOUNDS)[number], typed: string) => void
}) {
  const t = useTranslations('goodwill.authority')
  return (
    <div className={form.pair}>
      {BOUNDS.map((bound) => (
        <TextField
          key={bound}
          label={t(`fields.${bound}`, { period })}
          name={bound}
          inputMode="decimal"
          autoComplete="off"
          after={currency ?? t('timesUnit')}
          value={values[bound]}
          error={wrong(bound)}
          onChange={(event) => onChange(bound, event.target.value)}
        />
      ))}
    </div>
  )
}

/** Gives a function that looks at typed bounds: what is wrong at which, as long as not all is well. */
export function useCheckBounds(): (values: Bounds, currency: string | null) => WrongBounds {
  const t = useTranslations('goodwill.authority')
  return (values, currency) => {
    const read = BOUNDS.map((bound) => readBound(values[bound], currency))
    if (read.every((one) => one === null)) return { perCase: t('boundMissing') }
    return Object.fromEntries(
      BOUNDS.map((bound, i) => [
        bound,
        read[i] === undefined ? t(currency ? 'boundWrong' : 'timesWrong') : undefined,
      ]),
    )
  }
}
