import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslations } from 'use-intl'
import { Avatar } from '../ui/Avatar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Name } from '../ui/Name.tsx'
import { TextInput } from '../ui/TextField.tsx'
import { finderIsWanted } from './back-to-finder.ts'
import { type FoundPerson, lookUp, type Meant, meantBy, SHORTEST, useWhoIsMeant } from './look-up.ts'
import css from './PersonFinder.module.css'

/**
 * Finds a person by name, plate or telephone as one types; offers to take the words as they are. Enter chooses the only one found; of
 * several it points at the first, so that a second Enter chooses.
 */
export function PersonFinder({
  label,
  hint,
  text,
  onText,
  onFound,
  onNew,
  newWords,
  onNobody,
  onGoOn,
  onSeveral,
  error,
  inputRef,
}: {
  label: string
  hint?: string
  text: string
  onText: (text: string) => void
  onFound: (person: FoundPerson) => void
  /** absent: only known people can be chosen */
  onNew?: ((name: string) => void) | undefined
  /** what the words become where nobody is chosen; without it the name of somebody new */
  newWords?: string | undefined
  /** Enter, and the words find nobody; without it they are taken as by `onNew` */
  onNobody?: (() => void) | undefined
  /** Enter, and it is not known yet whom the words find: on to the next field */
  onGoOn?: (() => void) | undefined
  /** once one went on: the words find several */
  onSeveral?: (() => void) | undefined
  error?: string | undefined
  inputRef?: RefObject<HTMLInputElement | null>
}) {
  const t = useTranslations('people.finder')
  const listId = useId()
  const sought = useDeferredValue(text.trim())
  const { data, failureCount, isFetching, isPlaceholderData } = useQuery({
    ...lookUp(sought),
    enabled: sought.length >= SHORTEST,
    placeholderData: (former) => former,
  })
  const [at, setAt] = useState(-1)
  const people = sought.length >= SHORTEST ? (data?.items ?? []) : []
  // Nobody is called new before it is known; where the answer cannot come, nobody is kept waiting for it.
  const isAnswered = (data && !isPlaceholderData) || !isFetching || failureCount > 0
  const offersNew = onNew !== undefined && sought.length >= SHORTEST && sought === text.trim() && isAnswered
  const count = people.length + (offersNew ? 1 : 0)
  const choose = (n: number) => {
    const person = people[n]
    if (person) onFound(person)
    else if (offersNew) onNew(text.trim())
    setAt(-1)
  }
  const whoIsMeant = useWhoIsMeant()
  const own = useRef<HTMLInputElement>(null)
  const field = inputRef ?? own
  // With the press that leads back and not after it: a dialog takes the focus to itself as soon as nothing has it.
  useLayoutEffect(() => {
    if (finderIsWanted()) field.current?.focus()
  }, [field])
  const latest = useRef(text)
  latest.current = text
  const settle = (meant: Meant) => {
    if (meant === 'several') setAt(0)
    else if (meant !== 'nobody') onFound(meant.person)
    else if (onNobody) onNobody()
    else onNew?.(text.trim())
  }
  const take = async () => {
    const isKnown = sought === text.trim() && (sought.length < SHORTEST || (data && !isPlaceholderData))
    if (isKnown) return settle(meantBy(people))
    // What is typed next belongs elsewhere, before it is known who was found.
    onGoOn?.()
    const meant = await whoIsMeant(text)
    if (latest.current !== text) return
    if (meant === 'several' && onGoOn) onSeveral?.()
    else settle(meant)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const isEnter = event.key === 'Enter' && !event.metaKey && !event.ctrlKey
    if (event.key === 'ArrowDown' && count > 0) setAt((at + 1) % count)
    else if (event.key === 'ArrowUp' && count > 0) setAt((at - 1 + count) % count)
    else if (isEnter && at >= 0 && at < count) choose(at)
    else if (isEnter && text.trim() !== '') void take()
    else return
    event.preventDefault()
  }
  return (
    <div>
      <Field label={label} hint={hint} error={error}>
        <TextInput
          ref={field}
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
      {/* Whom a mouse only passed on its way nobody chose: Enter must not take them. */}
      <div
        id={listId}
        role="listbox"
        aria-label={t('found')}
        className={css.list}
        hidden={count === 0}
        onPointerLeave={() => setAt(-1)}
      >
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
              {person.found ?? [...person.things, ...person.handles].slice(0, 2).join(' · ')}
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
            <span>{newWords ?? t('new', { name: text.trim() })}</span>
          </div>
        )}
      </div>
    </div>
  )
}
