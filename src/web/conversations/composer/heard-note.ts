import { useTranslations } from 'use-intl'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { Talk } from '../talk.ts'
import type { Draft } from './drafts.ts'
import type { Heard } from './use-heard.ts'

/** Gives a function that says who will see what was heard, or what stands before it. */
export function useHeardNote(talk: Talk, mode: Draft['mode']): (heard: Heard) => string {
  const t = useTranslations('conversations.heard')
  const { hasPage } = talk.replyTo
  const name = firstName(talk.person?.name ?? '')
  return ({ colleague, due }) => {
    if (mode === 'note' && colleague) return t('toColleague', { name: firstName(colleague.name) })
    if (!talk.person) return t('whose')
    if (!hasPage) return t('unseen', { name })
    return t(due.kind === 'open' ? 'open' : 'seen', { name })
  }
}
