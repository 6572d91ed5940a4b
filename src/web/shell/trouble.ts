import { createTranslator } from 'use-intl/core'
import { REFUSALS, type RefusalCode } from '../../domain/shared/refusal.ts'
import type { Locale, Words } from '../../words/words.ts'

/** What can be said about something that did not work: what happened, and what was kept or helps. */
export type Trouble = {
  words: string
  detail?: string
  /** what is said instead of a detail of what stood on the screen already and went back */
  asBefore?: string
}

/** The part of an error's words that this needs. */
type TroubleWords = Pick<Words, 'refusal'> & { shell: Pick<Words['shell'], 'trouble'> }

/** Finds the code of a refusal in whatever was thrown: a refusal of the domain or a problem of the API. */
export function refusalCode(error: unknown): RefusalCode | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code = 'refused' in error ? error.refused : 'code' in error ? error.code : undefined
  return typeof code === 'string' && code in REFUSALS ? (code as RefusalCode) : undefined
}

/** Says in words what went wrong; never a code, never a stack. */
export function troubleOf(error: unknown, locale: Locale, messages: TroubleWords): Trouble {
  const t = createTranslator<TroubleWords>({ locale, messages })
  const code = refusalCode(error)
  if (code) {
    const asBefore = t(code === 'changed_meanwhile' ? 'shell.trouble.asTheyLeftIt' : 'shell.trouble.asBefore')
    return { words: t(`refusal.${code}`, valuesOf(error) as never), asBefore }
  }
  if (!navigator.onLine || error instanceof TypeError) {
    return { words: t('shell.trouble.offline'), detail: t('shell.trouble.offlineMend') }
  }
  return { words: t('shell.trouble.unknown'), detail: t('shell.trouble.unknownMend') }
}

// What a sentence needs (a limit, a count); a sentence that names none takes none.
function valuesOf(error: unknown): Record<string, string | number> {
  const values = (error as { values?: Record<string, string | number> }).values
  return { limit: '', ...values }
}
