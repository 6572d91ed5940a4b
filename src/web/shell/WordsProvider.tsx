import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { createContext, type ReactNode, use, useEffect } from 'react'
import { IntlProvider, useLocale } from 'use-intl'
import { inVocabulary, type Vocabulary } from '../../words/vocabulary.ts'
import { LOCALE_FACTS, type Locale, type Words } from '../../words/words.ts'

const WordsContext = createContext<Words | null>(null)

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
    <WordsContext value={words}>
      <IntlProvider locale={locale} messages={inVocabulary(words, 'customer')} timeZone="UTC">
        <DirectionProvider direction={direction}>
          <CSPProvider disableStyleElements>{children}</CSPProvider>
        </DirectionProvider>
      </IntlProvider>
    </WordsContext>
  )
}

/** Says everything below in the words of a sector: whom a house serves are its guests, patients, members … (S0-16) */
export function VocabularyProvider({
  vocabulary,
  children,
}: {
  vocabulary: Vocabulary
  children: ReactNode
}) {
  const words = use(WordsContext)
  const locale = useLocale()
  if (words === null) throw new Error('a vocabulary is spoken inside a WordsProvider')
  return (
    <IntlProvider locale={locale} messages={inVocabulary(words, vocabulary)} timeZone="UTC">
      {children}
    </IntlProvider>
  )
}
