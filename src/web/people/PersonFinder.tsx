import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useDeferredValue, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { listPeople } from '../../contract/people.ts'
import { reading } from '../api/queries.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Name } from '../ui/Name.tsx'
import { TextInput } from '../ui/TextField.tsx'
import css from './PersonFinder.module.css'

export type FoundPerson = ReplyOf<typeof listPeople>['items'][number]

/** How much one must type before anybody is looked for. */
const SHORTEST = 2

/** Finds a person by name, plate or telephone as one types; offers to take the words as the name of somebody new. */
export function PersonFinder({
  label,
  hint,
  text,
  onText,
  onFound,
  onNew,
  inputRef,
}: {
  label: string
  hint?: string
  text: string
  onText: (text: string) => void
  onFound: (person: FoundPerson) => void
  /** absent: only known people can be chosen */
  onNew?: ((name: string) => void) | undefined
  inputRef?: RefObject<HTMLInputElement | null>
}) {
  const t = useTranslations('people.finder')
  const listId = useId()
  const sought = useDeferredValue(text.trim())
  const { data, isFetching } = useQuery({
    ...reading(listPeople, { query: { q: sought, limit: 5 } }),
    enabled: sought.length >= SHORTEST,
    placeholderData: (former) => former,
  })
  const [at, setAt] = useState(-1)
  const people = sought.length >= SHORTEST ? (data?.items ?? []) : []
  const offersNew = onNew !== undefined && sought !== ''
  const count = people.length + (offersNew ? 1 : 0)
  const choose = (n: number) => {
    const person = people[n]
    if (person) onFound(person)
    else if (offersNew) onNew(text.trim())
    setAt(-1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || count === 0) return
    if (event.key === 'ArrowDown') setAt((at + 1) % count)
    else if (event.key === 'ArrowUp') setAt((at - 1 + count) % count)
    else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey && at >= 0) choose(at)
    else return
    event.preventDefault()
  }
  return (
    <div>
      <Field label={label} hint={hint}>
        <TextInput
          ref={inputRef}
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 && at < count ? `${listId}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            onText(event.target.value)
            setAt(-1)
          }}
          onKeyDown={onKeyDown}
        />
      </Field>
      <span className="sr-only" role="status">
        {sought.length >= SHORTEST && !isFetching ? t('count', { count: people.length }) : ''}
      </span>
      <div id={listId} role="listbox" aria-label={t('found')} className={css.list} hidden={count === 0}>
        {people.map((person, n) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys are heard in the field
          <div
            key={person.id}
            id={`${listId}-${n}`}
            role="option"
            aria-selected={n === at}
            className={classNames(css.option, n === at && css.present)}
            onPointerMove={() => n !== at && setAt(n)}
            onClick={() => choose(n)}
          >
            <Avatar name={person.name} size="s" />
            <Name size="s">{person.name}</Name>
            <span className={css.detail}>
              {[...person.things, ...person.handles].slice(0, 2).join(' · ')}
            </span>
          </div>
        ))}
        {offersNew && (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys are heard in the field
          <div
            id={`${listId}-${people.length}`}
            role="option"
            aria-selected={at === people.length}
            className={classNames(css.option, at === people.length && css.present)}
            onPointerMove={() => at !== people.length && setAt(people.length)}
            onClick={() => choose(people.length)}
          >
            <span className={css.mark}>
              <Icon of={UserPlus} size={16} />
            </span>
            <span>{t('new', { name: text.trim() })}</span>
          </div>
        )}
      </div>
    </div>
  )
}
