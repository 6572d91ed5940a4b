/**
 * How long the serving role waits (ms): a statement for its lock (one that takes longer is a restore's or a migration's, which hold
 * everything), and a request for a connection.
 */
export type Patience = { readonly lock: number; readonly connection: number }

/** What we wait, unless a test has less time. */
export const PATIENCE: Patience = { lock: 5000, connection: 10_000 }

/** The option of a connection that says so. */
export function lockWait({ lock }: Patience): string {
  return `-c lock_timeout=${lock}`
}

/** Not now: a lock not to be had, a database that stops, starts, or has no connection left, a deadlock we were picked to end. */
const NOT_NOW = /^(08...|55P03|57P0[123]|53300|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** What the driver and its pool say without a code, and the database of a table that a restore has just replaced. */
const IN_WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|could not open relation with OID|cache lookup failed)/

/** Tells whether the database is out of reach for the moment (stopped, restoring, overrun), so that trying again may help. */
export function isOutOfReach(e: unknown): boolean {
  const { code, message, cause } = (e ?? {}) as { code?: string; message?: string; cause?: unknown }
  if (NOT_NOW.test(code ?? '') || IN_WORDS.test(message ?? '')) return true
  return cause ? isOutOfReach(cause) : false
}
