import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listHouseRules } from '../../../contract/recovery.ts'
import { reading } from '../../api/queries.ts'
import finder from '../../people/PersonFinder.module.css'
import { classNames } from '../../ui/class-names.ts'
import { Field } from '../../ui/Field.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { TextInput } from '../../ui/TextField.tsx'
import css from './Friction.module.css'
import type { HouseRule } from './friction-data.ts'

/** The rule that is meant: one named before, or one named here for the first time. */
export type Meant = { readonly id: HouseRule['id'] | null; readonly name: string }

/** The rules named before, the most often first, found as one types, or a new one; one of them is always pointed at. */
export function RuleFinder({
  text,
  onText,
  onMeant,
  onEnter,
  error,
}: {
  text: string
  onText: (text: string) => void
  onMeant: (rule: Meant | null) => void
  onEnter: (rule: Meant | null) => void
  error: string | undefined
}) {
  const t = useTranslations('friction.note')
  const listId = useId()
  const [at, setAt] = useState(0)
  const name = text.trim()
  const sought = useDeferredValue(name)
  const query = useQuery({
    ...reading(listHouseRules, { query: { limit: 6, ...(sought ? { q: sought } : {}) } }),
    placeholderData: (former) => former,
  })
  const low = name.toLowerCase()
  const rules = (query.data?.items ?? []).filter((rule) => rule.name.toLowerCase().includes(low))
  const same = rules.some((rule) => rule.name.toLowerCase() === low)
  const options: Meant[] = [
    ...rules.map(({ id, name }) => ({ id, name })),
    ...(name !== '' && !same ? [{ id: null, name }] : []),
  ]
  const chosen = Math.min(at, options.length - 1)
  const meant = options[chosen] ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew when another one is meant
  useEffect(() => onMeant(meant), [meant?.id, meant?.name])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || options.length === 0) return
    if (event.key === 'ArrowDown') setAt((chosen + 1) % options.length)
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + options.length) % options.length)
    else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) onEnter(meant)
    else return
    event.preventDefault()
  }
  return (
    <div>
      <Field
        label={t('rule')}
        hint={rules.length === 0 && name === '' ? t('first') : undefined}
        error={error}
      >
        <TextInput
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={meant ? `${listId}-${chosen}` : undefined}
          autoComplete="off"
          maxLength={200}
          placeholder={t('example')}
          value={text}
          onChange={(event) => {
            onText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </Field>
      <PartState query={query} count={1} />
      <div
        id={listId}
        role="listbox"
        aria-label={t('rules')}
        className={finder.list}
        hidden={options.length === 0}
      >
        {options.map((option, n) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys are heard in the field
          <div
            key={option.id ?? 'new'}
            id={`${listId}-${n}`}
            role="option"
            aria-selected={n === chosen}
            className={classNames(finder.option, n === chosen && finder.present)}
            onClick={() => setAt(n)}
          >
            <span className={css.name}>{option.id ? option.name : t('new', { name: option.name })}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
