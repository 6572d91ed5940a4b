import type { MemberId } from '../../domain/shared/ids.ts'
import type { Language, Languages } from '../../words/languages.ts'
import type { Reader } from '../db/database.ts'
import { findPreferences, findWorkspace } from './store.ts'

/** The language of a workspace: of its letters, and of all who have not chosen their own. */
export async function workspaceLanguage(db: Reader, languages: Languages): Promise<Language> {
  return languages.choose((await findWorkspace(db))?.language)
}

/** What a member reads: what they chose, else what the workspace speaks. */
export async function memberLanguage(db: Reader, languages: Languages, id: MemberId): Promise<Language> {
  const { language } = await findPreferences(db, id)
  return languages.choose(language as string | undefined, (await findWorkspace(db))?.language)
}
