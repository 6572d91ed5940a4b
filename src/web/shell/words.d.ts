import type { Words } from '../../words/words.ts'

declare module 'use-intl' {
  interface AppConfig {
    Messages: Words
    Locale: 'en'
  }
}
