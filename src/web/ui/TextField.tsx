import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './Field.module.css'
import { Field, type FieldProps, useFieldControl } from './Field.tsx'

type InputProps = Omit<ComponentProps<'input'>, 'className' | 'required' | 'id'>

/** The bare input, inside a `Field`. */
export function TextInput(props: InputProps & { after?: ReactNode }) {
  const control = useFieldControl()
  const { after, ...rest } = props
  const input = <input type="text" {...rest} {...control} className={css.control} />
  // Where something may come to stand after it, the input has its place from the start: moved while one types it would lose the
  // focus, and with it the words.
  if (!('after' in props)) return input
  return (
    <div className={css.withAfter}>
      {input}
      {after && <span className={css.after}>{after}</span>}
    </div>
  )
}

/** One line of text with label, hint and error. `after` stands inside at the end: what a typed time was understood as, a unit. */
export function TextField({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  ...rest
}: FieldProps & InputProps & { after?: ReactNode }) {
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel }} className={classNames(className)}>
      <TextInput {...rest} />
    </Field>
  )
}
