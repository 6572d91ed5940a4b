import { resolve } from 'node:path'
import { PATIENCE, type Patience } from './db/trouble.ts'

/** What the operator may set from outside. The only file that reads the environment. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** An existing PostgreSQL (≥ 15) in place of the embedded one; its role migrates and owns. */
  readonly databaseUrl: string | null
  /** Past a pooler, for LISTEN and migrations. */
  readonly databaseDirectUrl: string | null
  /** The role that serves, where the operator makes it by hand. */
  readonly databaseAppUrl: string | null
  /** The address people reach us by, for links in mail; else the address we listen on. */
  readonly publicUrl: string | null
  /** 64 hex digits; else kept in DATA_DIR/secret. */
  readonly secret: string | null
  /** One reverse proxy of ours stands before it: its X-Forwarded-For tells who calls. */
  readonly trustProxy: boolean
  readonly role: 'web' | 'worker' | 'all'
  readonly logLevel: string
  /** Turns off fsync and similar: for tests only. */
  readonly careless: boolean
  /** How long requests wait for the database; less in tests. */
  readonly patience: Patience
}

/**
 * Reads the configuration from environment variables and `--role=`.
 * @throws Error with one sentence naming the variable and the mend.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, argv: string[] = process.argv): Config {
  const port = Number(env.PORT ?? 4747)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT must be a number from 0 to 65535, not “${env.PORT}”.`)
  const role = argv.find((a) => a.startsWith('--role='))?.slice(7) ?? 'all'
  if (role !== 'web' && role !== 'worker' && role !== 'all')
    throw new Error(`--role must be web, worker or all, not “${role}”.`)
  if (env.SERVUS_SECRET && !/^[0-9a-f]{64}$/i.test(env.SERVUS_SECRET))
    throw new Error('SERVUS_SECRET must be 64 hexadecimal digits (openssl rand -hex 32 makes one).')
  for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_APP_URL', 'PUBLIC_URL'] as const)
    if (env[name] && !URL.canParse(env[name])) throw new Error(`${name} must be a full address (URL).`)
  return {
    port,
    host: env.HOST || '127.0.0.1',
    dataDir: resolve(env.DATA_DIR || 'data'),
    databaseUrl: env.DATABASE_URL || null,
    databaseDirectUrl: env.DATABASE_DIRECT_URL || null,
    databaseAppUrl: env.DATABASE_APP_URL || null,
    publicUrl: env.PUBLIC_URL ? env.PUBLIC_URL.replace(/\/+$/, '') : null,
    secret: env.SERVUS_SECRET?.toLowerCase() ?? null,
    trustProxy: env.TRUST_PROXY === '1' || env.TRUST_PROXY === 'true',
    role,
    logLevel: env.LOG_LEVEL || 'info',
    careless: false,
    patience: PATIENCE,
  }
}
