import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '../ui/TextField.tsx'

/** A time zone: written or chosen from those this browser knows. */
export function ZoneField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (zone: string) => void
  error?: string | undefined
}) {
  const t = useTranslations('accounts')
  const list = useId()
  return (
    <>
      <TextField
        label={t('timeZone')}
        value={value}
        error={error}
        list={list}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}
