import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { IntlProvider, useLocale } from 'use-intl'
import { inVocabulary, type Vocabulary } from '../../words/vocabulary.ts'
import { LOCALE_FACTS, type Locale, loadWords, type Words } from '../../words/words.ts'
import { followLateWords, lateWordsOf, willSpeak } from './late-words.ts'

/** A language with its words. */
export type Spoken = { readonly locale: Locale; readonly words: Words }

const WordsContext = createContext<Words | null>(null)
const SpeakContext = createContext<(locale: Locale) => void>(() => {})

/**
 * Gives the app its language: the sentences, the direction of writing, and the page's `lang`. It begins in `spoken`; whoever turns out
 * to read another has it from then on (`useSpoken`), and `onSpoken` hears of it.
 */
export function WordsProvider({
  spoken: first,
  onSpoken,
  load = loadWords,
  children,
}: {
  spoken: Spoken
  onSpoken?: (spoken: Spoken) => void
  load?: (locale: Locale) => Promise<Words>
  children: ReactNode
}) {
  const [spoken, setSpoken] = useState(first)
  const speak = useCallback(
    (locale: Locale) => {
      Promise.all([load(locale), willSpeak(locale)]).then(
        ([words]) => {
          setSpoken({ locale, words })
          onSpoken?.({ locale, words })
        },
        // without a line the language until now goes on
        () => {},
      )
    },
    [load, onSpoken],
  )
  const { locale } = spoken
  const late = useSyncExternalStore(followLateWords, () => lateWordsOf(locale))
  const words = useMemo(() => ({ ...spoken.words, ...late }), [spoken.words, late])
  const { direction } = LOCALE_FACTS[locale]
  // With the words, never after them: who listens to a page hears its first sentence in its own voice.
  useLayoutEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = direction
  }, [locale, direction])
  return (
    <SpeakContext value={speak}>
      <WordsContext value={words}>
        <IntlProvider locale={locale} messages={inVocabulary(words, 'customer')} timeZone="UTC">
          <DirectionProvider direction={direction}>
            <CSPProvider disableStyleElements>{children}</CSPProvider>
          </DirectionProvider>
        </IntlProvider>
      </WordsContext>
    </SpeakContext>
  )
}

/** Has the app speak a language once it is known who reads; undefined as long as nobody knows. */
export function useSpoken(wanted: Locale | undefined): void {
  const locale = useLocale()
  const speak = use(SpeakContext)
  useEffect(() => {
    if (wanted && wanted !== locale) speak(wanted)
  }, [wanted, locale, speak])
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
