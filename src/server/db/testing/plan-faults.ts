import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { WorkspaceId } from '../../../domain/shared/ids.ts'
import type { Database, Reader } from '../database.ts'
import { connected } from './clone.ts'

/** The most rows a list may touch to show a page: what is still open in a workspace, never what ever was. */
const TOUCHED = 2500

type Asked = { text: string; values: unknown[] }
type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

type Work = (db: Reader) => Promise<unknown>
/** `faultsOf`: what is wrong with the plans of everything some work asks, a line each. `faultsInside`: the same of work that asks a function. */
export type PlanFaults = {
  faultsOf: (work: Work) => Promise<string[]>
  faultsInside: (work: Work) => Promise<string[]>
}

/** Overhears what is asked of a database in a workspace from now on, and finds what touches more rows than a page needs. */
export function planFaults(db: Database, appUrl: string, workspaceId: WorkspaceId): PlanFaults {
  let asked: Asked[] = []
  db.pool.on('connect', overhear)
  return { faultsOf, faultsInside }

  /** Writes down what is asked on a connection, to ask for its plan afterwards. */
  function overhear(client: PoolClient): void {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
      if (typeof text === 'string' && Array.isArray(values)) asked.push({ text, values })
      return query(text, values, ...rest)
    }) as typeof client.query
  }

  /** What is wrong with the plans of everything some work asks, a line each. */
  async function faultsOf(work: (db: Reader) => Promise<unknown>): Promise<string[]> {
    asked = []
    await db.read(workspaceId, work)
    const faults: string[] = []
    const app = await connected(appUrl)
    await app.query(`begin read only; set local app.workspace = '${workspaceId}'`)
    for (const { text, values } of asked) {
      const { rows } = await app.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (analyze, timing off, format json) ${text}`,
        values,
      )
      faults.push(...faultsIn(rows[0]!['QUERY PLAN'][0].Plan, text))
    }
    await app.end()
    expect(asked.length).toBeGreaterThan(0)
    return faults
  }

  /** The same of work that asks a function, whose plans nobody is shown: by the rows it read of each table, as the server counts them. */
  async function faultsInside(work: (db: Reader) => Promise<unknown>): Promise<string[]> {
    const read = (r: Reader) =>
      sql<{ relname: string; rows: number }>`select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows
        from pg_stat_xact_user_tables where schemaname = 'public'`.execute(r)
    return await db.read(workspaceId, async (r) => {
      const before = new Map((await read(r)).rows.map((t) => [t.relname, t.rows]))
      await work(r)
      return (await read(r)).rows
        .map((t) => ({ ...t, rows: t.rows - (before.get(t.relname) ?? 0) }))
        .filter((t) => t.rows > 2 * TOUCHED)
        .map((t) => `reads ${t.rows} rows of ${t.relname}`)
    })
  }
}

function faultsIn(plan: Plan, text: string): string[] {
  return nodesOf(plan).flatMap((node) => {
    if (!node['Relation Name'] && !node['Index Name']) return []
    const rowsSeen =
      node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)
    const touched = Math.round(rowsSeen * node['Actual Loops'])
    if (touched <= TOUCHED) return []
    const by = node['Index Name'] ?? 'no index'
    return [
      `${node['Node Type']} of ${node['Relation Name']} by ${by} touches ${touched} rows: ${text.slice(0, 300)}`,
    ]
  })
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
