import { createContext, type ReactNode, use, useId } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import css from './Field.module.css'

export type FieldProps = {
  label: ReactNode
  /** what helps to fill it in */
  hint?: ReactNode
  /** what is wrong, said at the field */
  error?: ReactNode
  required?: boolean
  /** says "optional" beside the label; use it where most fields are required */
  optional?: boolean
  /** the label is heard and not seen */
  hideLabel?: boolean
  className?: string
}

type Control = {
  id: string
  'aria-labelledby': string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

const FieldContext = createContext<Control | null>(null)

/** What a control inside a `Field` spreads onto its element so that label, hint and error belong to it. */
export function useFieldControl(): Control {
  const control = use(FieldContext)
  if (control === null) throw new Error('a control of a form stands inside a Field')
  return control
}

/** Label, control, hint and error of one thing to fill in. The control takes `useFieldControl()`. */
export function Field({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  children,
}: FieldProps & { children: ReactNode }) {
  const t = useTranslations('ui')
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const labelId = `${id}-label`
  const control: Control = {
    id,
    'aria-labelledby': labelId,
    'aria-describedby': [error && errorId, hint && hintId].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required ? true : undefined,
  }
  return (
    <FieldContext value={control}>
      <div className={classNames(css.field, className)}>
        <label id={labelId} htmlFor={id} className={hideLabel ? 'sr-only' : css.label}>
          {label}
          {optional && <span className={css.optional}> · {t('field.optional')}</span>}
        </label>
        {children}
        {hint && (
          <div id={hintId} className={css.hint}>
            {hint}
          </div>
        )}
        <div id={errorId} className={css.error} aria-live="polite">
          {error}
        </div>
      </div>
    </FieldContext>
  )
}
