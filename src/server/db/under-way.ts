import { sql } from 'kysely'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler } from './database.ts'
import type { Write } from './flush.ts'

/** Long work that is written down with how far it came, and taken up by whoever is there. */
type UnderWay = 'imports' | 'lookBacks'
type Row = { readonly id: string; readonly version: number }

/** Changes a row of long work if nobody did since it was read: a worker that was stopped or replaced writes nothing more. */
export function changeUnderWay(table: UnderWay, row: Row, change: object): Write {
  return ofVersion(table, row, { ...withJson(change), version: row.version + 1 })
}

/** Says that somebody is still at it; its version stays. */
export function holdUnderWay(table: UnderWay, row: Row, claimedUntil: Instant): Write {
  return ofVersion(table, row, { claimedUntil })
}

/** A row's values with those that are objects written as JSON. */
export function withJson<T extends object>(row: T): T {
  const isJson = (value: unknown) =>
    typeof value === 'object' && value !== null && !Buffer.isBuffer(value) && !Array.isArray(value)
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isJson(value) ? JSON.stringify(value) : value]),
  ) as T
}

function ofVersion(table: UnderWay, { id, version }: Row, change: object): Write {
  return {
    query: compiler
      .updateTable(table)
      .set(change as never)
      .where(sql<boolean>`id = ${id} and version = ${version}`),
    must: 'changed_meanwhile',
  }
}
