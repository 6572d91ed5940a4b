import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { type ReactNode, useEffect } from 'react'
import { IntlProvider } from 'use-intl'
import { LOCALE_FACTS, type Locale, type Words } from '../../words/words.ts'

/** Gives the app its language: the sentences, the direction of writing, and the page's `lang`. */
export function WordsProvider({
  locale,
  words,
  children,
}: {
  locale: Locale
  words: Words
  children: ReactNode
}) {
  const { direction } = LOCALE_FACTS[locale]
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = direction
  }, [locale, direction])
  return (
    <IntlProvider locale={locale} messages={words} timeZone="UTC">
      <DirectionProvider direction={direction}>
        <CSPProvider disableStyleElements>{children}</CSPProvider>
      </DirectionProvider>
    </IntlProvider>
  )
}
