import type { Locale as Spoken, Words } from '../../words/words.ts'

declare module 'use-intl' {
  interface AppConfig {
    Messages: Words
    Locale: Spoken
  }
}
