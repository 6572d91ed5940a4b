import { useTranslations } from 'use-intl'
import type { Verb } from '../ui/verb-registry.ts'
import { KEY_BOOK, type KeyPlace } from './key-book.ts'
import { usePreferences } from './preferences.tsx'
import { useSayVerb } from './use-say-verb.ts'

/** A verb that cannot be done just here, and why. */
export type Elsewhere = Pick<Verb, 'id' | 'label' | 'keys'> & { readonly why: string }

/** Second keys of verbs that stand in the palette already, and what opens it. */
const NOT_SAID = new Set(['shell.palette', 'shell.search', 'composer.promiseTyping', 'undo.typing'])

/** The keyed verbs that cannot be done just now, each with the place where it can. `here`: the ids of those that can. */
export function useElsewhere(here: ReadonlySet<string>): Elsewhere[] {
  const t = useTranslations('shell.palette')
  const sayVerb = useSayVerb()
  const { preferences } = usePreferences()
  const places = new Set<KeyPlace>(KEY_BOOK.filter(({ verb }) => here.has(verb)).map(({ place }) => place))
  return KEY_BOOK.filter(({ verb }) => !here.has(verb) && !NOT_SAID.has(verb)).map(
    ({ verb, keys, place }) => ({
      id: verb,
      label: sayVerb(verb),
      keys: preferences.keys[verb] ?? keys,
      why: places.has(place) ? t(verb === 'undo' ? 'nothingToUndo' : 'notNow') : t(`only.${place}`),
    }),
  )
}
