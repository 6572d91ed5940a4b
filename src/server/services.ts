import type { Logger } from 'pino'
import type { Languages } from '../words/languages.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { NewId } from './db/ids.ts'
import type { Blobs } from './files/blobs.ts'
import type { Auth } from './http/auth.ts'
import type { Secret } from './secret.ts'

/** What the server is made of, handed to whoever needs it; built once in `main.ts` and in the tests. */
export type Services = {
  readonly config: Config
  readonly db: Database
  readonly appUrl: string
  readonly secret: Secret
  readonly blobs: Blobs
  readonly auth: Auth
  readonly newId: NewId
  readonly log: Logger
  /** Milliseconds since 1970; tests hand in a clock they turn. */
  readonly clock: () => number
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: () => string
  /** Guards the first run; printed by `npm start`. */
  readonly setupToken: string
  /** What it can say, in each of its languages; tests hand in one of their own. */
  readonly languages: Languages
}
