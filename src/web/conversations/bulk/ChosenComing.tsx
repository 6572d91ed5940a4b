import { useTranslations } from 'use-intl'
import { useVerbs } from '../../ui/hotkeys.tsx'
import type { Several } from './use-several.ts'

const VERBS = [
  { id: 'chosen.close', keys: 'e' },
  { id: 'chosen.snooze', keys: 'h' },
  { id: 'chosen.assign', keys: 'a' },
  { id: 'chosen.handover', keys: 'shift+a' },
  { id: 'chosen.tag', keys: 'l' },
] as const

/**
 * Stands in for what can be done with the conversations chosen until it is fetched. Its keys mean those chosen from the first on,
 * never the conversation that is open: what is pressed meanwhile is done once it is there.
 */
export function ChosenComing({ several }: { several: Several }) {
  const t = useTranslations('conversations')
  const rest = { group: t('bulk.group'), first: true, listed: false }
  useVerbs([
    ...VERBS.map((verb) => ({ ...verb, ...rest, label: t('bulk.group'), run: () => several.press(verb.id) })),
    { id: 'chosen.end', label: t('merge.end'), keys: 'escape', ...rest, run: several.end },
  ])
  return null
}
