import type { PersonId } from '../../domain/shared/ids.ts'
import type { Language, Languages } from '../../words/languages.ts'
import { wantedIn } from '../../words/words.ts'
import { findWorkspace } from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { findPersons } from './store.ts'

/**
 * What a person reads: the first of their languages that we speak, else what their browser asks for (its `Accept-Language`), else
 * what the workspace speaks.
 */
export async function personLanguage(
  db: Reader,
  languages: Languages,
  id: PersonId,
  acceptLanguage?: string | null,
): Promise<Language> {
  const [person] = await findPersons(db, [id])
  const { language } = (await findWorkspace(db)) ?? {}
  return languages.choose(...(person?.languages ?? []), ...wantedIn(acceptLanguage), language)
}
