import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import field from './Field.module.css'
import { Field, type FieldProps, useFieldControl } from './Field.tsx'
import { HotkeyLayer } from './hotkeys.tsx'
import { Icon } from './Icon.tsx'
import css from './Select.module.css'

export type Choice<Value extends string> = { value: Value; label: ReactNode; hint?: ReactNode }

type ChoiceProps<Value extends string> = {
  choices: readonly Choice<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  placeholder?: string
  name?: string
  disabled?: boolean
}

function SelectControl<Value extends string>({
  choices,
  value,
  onChange,
  placeholder,
  name,
  disabled,
}: ChoiceProps<Value>) {
  const control = useFieldControl()
  const t = useTranslations('ui')
  const [open, setOpen] = useState(false)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => setOpen(next)}
      items={choices}
      value={value}
      onValueChange={(chosen) => chosen !== null && onChange(chosen)}
      name={name}
      disabled={disabled}
    >
      <Base.Trigger {...control} className={classNames(field.control, css.trigger)}>
        <Base.Value placeholder={placeholder} className={css.value} />
        <Icon of={ChevronDown} size={16} />
      </Base.Trigger>
      <Base.Portal render={<section aria-label={t('overlay')} />}>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className={css.place}>
          <Base.Popup className={css.popup}>
            {/* the list stays mounted after it was open once; keys of the page rest only while it is */}
            {open && <HotkeyLayer />}
            <Base.List className={css.list}>
              {choices.map((choice) => (
                <Base.Item key={choice.value} value={choice.value} className={css.item}>
                  <Base.ItemText className={css.words}>{choice.label}</Base.ItemText>
                  {choice.hint && <span className={css.hint}>{choice.hint}</span>}
                  <Base.ItemIndicator className={css.check}>
                    <Icon of={Check} size={16} />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** One of a few choices, with label, hint and error. */
export function Select<Value extends string>({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  ...rest
}: FieldProps & ChoiceProps<Value>) {
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel, className }}>
      <SelectControl {...rest} />
    </Field>
  )
}
