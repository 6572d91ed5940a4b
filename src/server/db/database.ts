import { hash } from 'node:crypto'
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { Pool, type PoolClient, types } from 'pg'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { isId } from './ids.ts'
import type { DB } from './schema.ts'
import { lockWait, PATIENCE } from './trouble.ts'

/** A query builder bound to one transaction of one workspace. */
export type Reader = Kysely<DB>

/** The one way to the database: reads see one workspace, writes go through `flush` (see flush.ts). */
export type Database = {
  readonly pool: Pool
  /** Runs reads in one transaction that sees one workspace and may not write. */
  readonly read: <T>(workspaceId: WorkspaceId, work: (db: Reader) => Promise<T>) => Promise<T>
  /**
   * As `read`, for the few screens that everybody reads all day: the database keeps its plan of each question (docs/decisions/0043).
   * `work` may be run a second time, when a migration has just changed what a question brings.
   */
  readonly readOften: <T>(workspaceId: WorkspaceId, work: (db: Reader) => Promise<T>) => Promise<T>
  /**
   * Runs reads and flushes of several acts in one transaction of one workspace: what they do in the `Database` handed to them stands
   * together, or not at all. What one flush wrote, the next read sees. Questions are asked with kept plans, as in `readOften`; `work`
   * may be run a second time likewise, and is over when all it asked for has been answered.
   * @throws whatever `work` threw, or the database at the end: nothing was written then, or (a broken line) nobody can say.
   */
  readonly inOne: <T>(workspaceId: WorkspaceId, work: (db: InOne) => Promise<T>) => Promise<T>
  /** The transaction this one lives in, if it was handed out by `inOne`; a flush is part of it then. */
  readonly within: Session | null
  /** Runs a query over the wall, in schemas auth and jobs only. */
  readonly system: Kysely<DB>
  readonly close: () => Promise<void>
}

/** An open transaction: `ask` sends a statement, whose plan is kept; `say` sends several as they stand, in one message. */
type Session = {
  readonly ask: (statement: string, values: readonly unknown[]) => Promise<unknown>
  readonly say: (statements: string) => Promise<unknown>
}

/** A `Database` that lives in one open transaction. */
export type InOne = Database & { readonly within: Session }

// Instants travel as ISO strings in UTC with milliseconds, dates as they stand, big integers as numbers (all ours fit).
types.setTypeParser(types.builtins.TIMESTAMPTZ, toInstant)
types.setTypeParser(types.builtins.DATE, (s) => s)
types.setTypeParser(types.builtins.INT8, Number)

/** Turns PostgreSQL's text form of an instant (session in UTC) into ours: `2026-11-21T10:30:00.000Z`. */
export function toInstant(s: string): string {
  if (s.startsWith('-') || s.startsWith('inf')) return s
  return `${s.slice(0, 10)}T${s.slice(11, 19)}.${(s.slice(19).match(/^\.(\d{1,3})/)?.[1] ?? '').padEnd(3, '0')}Z`
}

/** The most parameters of a question whose plan is kept: a list written out is of another length each time. */
const FEW = 12
/** The most plans kept on one connection: each takes some hundred kilobytes there. */
const KEPT = 80

/** What a question says whose kept plan brings other columns than it did (PostgreSQL: "cached plan must not change result type"). */
const STALE = '0A000'

/**
 * Opens the database as the serving role. `max` is the number of connections; `keepsPlans`: no pooler stands between that hands a
 * connection on after each transaction, to somebody who knows nothing of the plans kept on it.
 */
export function openDatabase(url: string, max = 12, patience = PATIENCE, keepsPlans = true): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    options: `-c timezone=UTC ${lockWait(patience)}`,
    pipeline: true,
    connectionTimeoutMillis: patience.connection,
    idleTimeoutMillis: 60_000,
  } as ConstructorParameters<typeof Pool>[0])
  // An idle connection that dies (restart, failover) is replaced by the pool at the next use.
  pool.on('error', () => {})
  // One that dies at work fails the queries that wait for it; unheard, it would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}))
  const system = builder((q) => pool.query(q.sql, [...q.parameters]))
  const close = () => pool.end()
  const db: Database = {
    pool,
    within: null,
    read: (workspaceId, work) => read(pool, workspaceId, work, false),
    readOften: async (workspaceId, work) => {
      try {
        return await read(pool, workspaceId, work, keepsPlans)
      } catch (e) {
        if ((e as { code?: string }).code !== STALE) throw e
        return await read(pool, workspaceId, work, false)
      }
    },
    inOne: async (workspaceId, work) => {
      try {
        return await inOne(db, workspaceId, work, keepsPlans)
      } catch (e) {
        if ((e as { code?: string }).code !== STALE) throw e
        return await inOne(db, workspaceId, work, false)
      }
    },
    system,
    close,
  }
  return db
}

const READS = 'begin transaction isolation level repeatable read read only'

async function read<T>(
  pool: Pool,
  workspaceId: WorkspaceId,
  work: (db: Reader) => Promise<T>,
  often: boolean,
): Promise<T> {
  return await inTransaction(pool, workspaceId, (client) => work(readerOn(client, often)), 'reads')
}

async function inTransaction<T>(
  pool: Pool,
  workspaceId: WorkspaceId,
  work: (client: PoolClient) => Promise<T>,
  kind: 'reads' | 'writes',
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const opened = begin(client, workspaceId, kind === 'reads' ? READS : undefined)
    const [result] = await Promise.all([work(client), opened])
    // A COMMIT of a broken transaction answers ROLLBACK without an error.
    const { command } = await client.query('commit')
    if (kind === 'writes' && command !== 'COMMIT')
      throw new Error(`the database answered ${command} to COMMIT`)
    return result
  } catch (e) {
    // Its plans go with it.
    if ((e as { code?: string }).code === STALE) broken = e as Error
    await client.query('rollback').catch((again: Error) => {
      broken = again
    })
    throw e
  } finally {
    client.release(broken)
  }
}

function readerOn(client: PoolClient, often: boolean): Reader {
  return builder((q) =>
    often && q.parameters.length <= FEW
      ? askKept(client, q.sql, q.parameters)
      : client.query(q.sql, [...q.parameters]),
  )
}

const plans = new WeakMap<PoolClient, Set<string>>()

function askKept(client: PoolClient, text: string, values: readonly unknown[]) {
  const kept = plans.get(client) ?? new Set<string>()
  plans.set(client, kept)
  const name = nameOf(text)
  if (!kept.has(name) && kept.size >= KEPT) return client.query(text, [...values])
  kept.add(name)
  return client.query({ text, values: [...values], name })
}

async function inOne<T>(
  over: Database,
  workspaceId: WorkspaceId,
  work: (db: InOne) => Promise<T>,
  often: boolean,
): Promise<T> {
  return await inTransaction(
    over.pool,
    workspaceId,
    (client) => {
      const read: Database['read'] = (asked, ask) => {
        if (asked !== workspaceId) throw new Error('a transaction sees one workspace')
        return ask(readerOn(client, often))
      }
      const ask: Session['ask'] = (statement, values) =>
        often ? askKept(client, statement, values) : client.query(statement, [...values])
      const db: InOne = {
        ...over,
        within: { ask, say: (statements) => client.query(statements) },
        read,
        readOften: read,
        inOne: (_, more) => more(db),
      }
      return work(db)
    },
    'writes',
  )
}

const asked = new WeakMap<Database, Map<string, Promise<unknown>>>()

/** Asks what stands still as long as a transaction of several acts lasts: once in it for all of them, under one name. */
export function onceIn<T>(db: Database, name: string, ask: () => Promise<T>): Promise<T> {
  if (!db.within) return ask()
  const here = asked.get(db) ?? new Map<string, Promise<unknown>>()
  asked.set(db, here)
  const answer = here.get(name) ?? ask()
  here.set(name, answer)
  return answer as Promise<T>
}

/** What a kept plan is called: as many names as questions, each of which the code asks and nobody else. */
function nameOf(question: string): string {
  return hash('sha1', question, 'base64')
}

/** Opens a transaction that sees one workspace; pipelined, so it costs no round trip of its own. */
export function begin(client: PoolClient, workspaceId: WorkspaceId, how = 'begin'): Promise<unknown> {
  if (!isId(workspaceId)) throw new Error('not a workspace id')
  return client.query(`${how}; set local app.workspace = '${workspaceId}'`)
}

/** Compiles queries without running them; also the form in which stores hand their writes to a flush. */
export const compiler: Kysely<DB> = builder(() => {
  throw new Error('this builder only compiles')
})

type Run = (query: CompiledQuery) => Promise<{ rows: unknown[]; rowCount: number | null }>

// snake_case in the database, camelCase in code; what stands inside a jsonb column is left as it is.
function builder(run: Run): Kysely<DB> {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  return new Kysely<DB>({ dialect: dialectOver(run), plugins })
}

function dialectOver(run: Run): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await run(query)
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery() {
      throw new Error('not streamed')
    },
  }
  const refuse = async () => {
    throw new Error('writes go through flush')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
