import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import css from './Toggle.module.css'

type BoxProps = Omit<ComponentProps<'input'>, 'type' | 'className' | 'onChange' | 'checked'> & {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A statement one ticks, sent with its form. */
export function Checkbox(props: BoxProps) {
  return <Toggle {...props} kind="box" />
}

/** A switch: takes effect at once, without a button to send it. */
export function Switch(props: BoxProps) {
  return <Toggle {...props} kind="switch" />
}

function Toggle({ label, hint, onChange, kind, ...rest }: BoxProps & { kind: 'box' | 'switch' }) {
  const id = useId()
  const input = (
    <input
      {...rest}
      id={id}
      type="checkbox"
      role={kind === 'switch' ? 'switch' : undefined}
      className={css[kind]}
      aria-describedby={hint ? `${id}-hint` : undefined}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
  return (
    <div className={classNames(css.toggle, kind === 'switch' && css.end)}>
      {input}
      <span className={css.words}>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className={css.hint}>
            {hint}
          </span>
        )}
      </span>
    </div>
  )
}
