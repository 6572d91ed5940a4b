import { useTranslations } from 'use-intl'
import { KEY_BOOK } from './key-book.ts'
import { SCREENS } from './screens.ts'

/** Gives a function that says what a verb of the book of keys does, also where its screen is not open. */
export function useSayVerb(): (verb: string) => string {
  const t = useTranslations('shell')
  return (verb) => {
    const screen = SCREENS.find(({ name }) => verb === `go.${name}`)
    if (screen) return t('palette.goTo', { screen: t(`screens.${screen.name}`) })
    if (!KEY_BOOK.some((booked) => booked.verb === verb)) return verb
    return t(`keys.verbs.${verb.replaceAll('.', '_') as 'undo'}`)
  }
}
