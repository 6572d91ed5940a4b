import { useLocale, useMessages } from 'use-intl'
import type { Locale } from '../../words/words.ts'
import { type Trouble, troubleOf } from '../shell/trouble.ts'

/** Gives a function that says in words what went wrong, at its own place on the screen. */
export function useTrouble(): (error: unknown) => Trouble {
  const locale = useLocale() as Locale
  const messages = useMessages()
  return (error) => troubleOf(error, locale, messages as never)
}
