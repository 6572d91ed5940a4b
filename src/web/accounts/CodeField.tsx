import type { ComponentProps } from 'react'
import { TextField } from '../ui/TextField.tsx'
import css from './CodeField.module.css'

/** Six digits of an authenticator: a telephone offers them from its clipboard or its message, and shows its digits. */
export function CodeField(props: Omit<ComponentProps<typeof TextField>, 'className'>) {
  return (
    <TextField
      {...props}
      className={css.code}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={10}
    />
  )
}
