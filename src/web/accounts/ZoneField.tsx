import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { classNames } from '../ui/class-names.ts'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { TextInput } from '../ui/TextField.tsx'
import css from './ZoneField.module.css'
import { isMeant, zoneChoices } from './zones.ts'

/** A time zone, found by typing a city or a part of the world; each says how its clock stands. What is typed and not chosen changes nothing. */
export function ZoneField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (zone: string) => void
  error?: string | undefined
}) {
  const t = useTranslations('accounts.zone')
  const locale = useLocale()
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const zones = useMemo(() => zoneChoices(value, locale), [value, locale])
  const found = useMemo(() => (typed ? zones.filter((zone) => isMeant(zone, typed)) : zones), [zones, typed])
  const label = zones.find((zone) => zone.value === value)?.label ?? ''

  const show = () => {
    if (open) return
    setAt(
      Math.max(
        0,
        found.findIndex((zone) => zone.value === value),
      ),
    )
    setOpen(true)
  }
  const close = () => {
    setOpen(false)
    setTyped(null)
  }
  const choose = (n: number) => {
    const zone = found[n]
    if (zone) onChange(zone.value)
    close()
  }
  useEffect(() => {
    if (open) list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [open, at])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && !open) show()
    else if (step !== undefined) setAt(Math.min(Math.max(at + step, 0), found.length - 1))
    else if (open && event.key === 'Enter') choose(at)
    else if (open && event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Field label={t('label')} hint={t('hint')} error={error}>
      <div className={css.group}>
        <TextInput
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && found[at] ? `${listId}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed ?? label}
          onFocus={(event) => event.currentTarget.select()}
          onClick={show}
          onBlur={close}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
            setOpen(true)
          }}
          onKeyDown={onKeyDown}
        />
        <span className={css.sign} aria-hidden="true">
          <Icon of={ChevronDown} size={16} />
        </span>
        <div className={css.popup} hidden={!open}>
          <div ref={list} id={listId} role="listbox" aria-label={t('label')} tabIndex={-1}>
            {open &&
              found.map((zone, n) => (
                // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys are heard in the field
                <div
                  key={zone.value}
                  id={`${listId}-${n}`}
                  role="option"
                  aria-selected={n === at}
                  className={classNames(css.item, n === at && css.present)}
                  onPointerMove={() => n !== at && setAt(n)}
                  // Before the field loses the focus, by which the list closes.
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => choose(n)}
                >
                  <span>{zone.label}</span>
                  <span className={css.offset}>{zone.offset}</span>
                </div>
              ))}
          </div>
          <p className={css.none} role="status">
            {open && found.length === 0 ? t('none') : ''}
          </p>
        </div>
      </div>
    </Field>
  )
}
