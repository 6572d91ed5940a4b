import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { readPerson } from '../../../contract/people.ts'
import { listTags } from '../../../contract/tags.ts'
import { listViewChoices } from '../../../contract/views.ts'
import { CHANNELS } from '../../../domain/conversations/conversation.ts'
import {
  type FilterPart,
  PROMISED,
  type ViewFilter,
  valuesOf,
} from '../../../domain/conversations/view-filter.ts'
import { reading } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'

/** How long somebody has waited may be asked for by these. */
const SPANS = ['30m', '1h', '4h', '1d', '3d', '7d']

export type PartValue = { readonly value: string; readonly label: string }

/** What each part of a filter may be here, in words; people are looked up instead. */
export function usePartValues(): (part: FilterPart) => readonly PartValue[] {
  const t = useTranslations('conversations')
  const locale = useLocale()
  const { member, members, teams, sites } = useSession()
  const { data: tags } = useQuery(reading(listTags))
  const { data: choices } = useQuery(reading(listViewChoices))
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }))
  return (part) => {
    switch (part) {
      case 'state':
        return (['waiting', 'answered', 'snoozed', 'closed'] as const).map((value) => ({
          value,
          label: t(`row.state.${value}`),
        }))
      case 'owner':
        return [
          { value: 'me', label: t('narrow.me') },
          { value: 'nobody', label: t('narrow.nobody') },
          ...named(members.filter((one) => one.active && one.id !== member.id)),
        ]
      case 'team':
        return named(teams.filter((team) => !team.archived))
      case 'channel':
        return CHANNELS.map((value) => ({ value, label: t(`narrow.channels.${value}`) }))
      case 'mailbox':
        return named(choices?.mailboxes ?? [])
      case 'site':
        return named(sites)
      case 'tag':
        return named(tags?.items ?? [])
      case 'person':
        return []
      case 'waiting':
        return SPANS.map((value) => ({ value, label: t('narrow.span', spanOf(value)) }))
      case 'promise':
        return PROMISED.map((value) => ({ value, label: t(`narrow.promised.${value}`) }))
      case 'language':
        return (choices?.languages ?? []).map((value) => ({ value, label: languageName(value, locale) }))
    }
  }
}

/** Says a part of a filter with its values, as its chip does. */
export function useSayPart(): (filter: ViewFilter, part: FilterPart, person?: string) => string {
  const t = useTranslations('conversations.narrow')
  const valuesIn = usePartValues()
  return (filter, part, person) => {
    const known = new Map(valuesIn(part).map(({ value, label }) => [value, label]))
    const said = valuesOf(filter, part).map((value) => {
      if (part === 'person') return person ?? '…'
      if (part === 'waiting') return t('span', spanOf(value))
      return known.get(value) ?? t('gone')
    })
    return t('chip', { part: t(`parts.${part}`), values: said.join(', ') })
  }
}

/** The name of the person a filter asks for. */
export function usePersonName(id: string | undefined): string | undefined {
  const { data } = useQuery({
    ...reading(readPerson, { params: { personId: id as never } }),
    enabled: id !== undefined,
  })
  return data?.name
}

function spanOf(value: string): { unit: string; n: number } {
  return { unit: value.at(-1)!, n: Number(value.slice(0, -1)) }
}

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
