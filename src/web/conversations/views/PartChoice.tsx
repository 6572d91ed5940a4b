import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listPeople } from '../../../contract/people.ts'
import {
  FILTER_PARTS,
  type FilterPart,
  type ViewFilter,
  valuesOf,
  withPart,
} from '../../../domain/conversations/view-filter.ts'
import { reading } from '../../api/queries.ts'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import css from './FilterBar.module.css'
import { usePartValues } from './part-values.tsx'

type Props = { filter: ViewFilter; onFilter: (filter: ViewFilter) => void }

/** First which part narrows, then its values; parts of which the house has one or none are not offered. */
export function PartChoice({ part: given, filter, onFilter }: Props & { part?: FilterPart }) {
  const t = useTranslations('conversations.narrow')
  const [chosen, setChosen] = useState<FilterPart>()
  const valuesIn = usePartValues()
  const part = given ?? chosen
  if (part === 'person') return <PersonChoice {...{ filter, onFilter }} />
  if (part) return <Values {...{ part, filter, onFilter }} />
  const fewest = (one: FilterPart) => (one === 'site' || one === 'mailbox' || one === 'language' ? 2 : 1)
  const offered = FILTER_PARTS.filter((one) => one === 'person' || valuesIn(one).length >= fewest(one))
  return (
    <div className={css.parts}>
      {offered.map((one) => (
        <button key={one} type="button" className={css.part} onClick={() => setChosen(one)}>
          {t(`parts.${one}`)}
        </button>
      ))}
    </div>
  )
}

function Values({ part, filter, onFilter }: Props & { part: FilterPart }) {
  const valuesIn = usePartValues()
  const t = useTranslations('conversations.narrow')
  const has = valuesOf(filter, part)
  const single = part === 'waiting' || part === 'promise'
  const put = (value: string, on: boolean) => {
    const others = single ? [] : has.filter((one) => one !== value)
    onFilter(withPart(filter, part, on ? [...others, value] : others))
  }
  return (
    <fieldset className={css.values}>
      <legend className="sr-only">{t(`parts.${part}`)}</legend>
      {valuesIn(part).map(({ value, label }) => (
        <Checkbox key={value} label={label} checked={has.includes(value)} onChange={(on) => put(value, on)} />
      ))}
    </fieldset>
  )
}

function PersonChoice({ filter, onFilter }: Props) {
  const t = useTranslations('conversations.narrow')
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const { data } = useQuery({
    ...reading(listPeople, { query: { q, limit: 6 } }),
    placeholderData: (former) => former,
  })
  return (
    <div className={css.values}>
      <TextField
        label={t('findPerson')}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {data?.items.map((person) => (
        <button
          key={person.id}
          type="button"
          className={css.part}
          aria-pressed={valuesOf(filter, 'person').includes(person.id)}
          onClick={() => onFilter(withPart(filter, 'person', [person.id]))}
        >
          {person.name}
        </button>
      ))}
      {data?.items.length === 0 && <p className={css.none}>{t('nobodyFound')}</p>}
    </div>
  )
}
