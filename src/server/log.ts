import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type DestinationStream, type Logger, pino } from 'pino'

/** The log begins anew at a start once it is this long (bytes); the one before is kept. */
const LONG = 50 * 1024 * 1024

/**
 * The log of a process, one JSON object a line: ids and codes, never what people wrote. It goes to `DATA_DIR/servus.log`
 * unless told elsewhere.
 */
export function openLog(dataDir: string, level: string, to: DestinationStream = logFile(dataDir)): Logger {
  return pino(
    {
      level,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      serializers: { err: shownError, error: shownError },
    },
    to,
  )
}

type Told = Error & {
  code?: unknown
  severity?: unknown
  constraint?: unknown
  table?: unknown
  routine?: unknown
}

/**
 * An error as a log may hold it: no details and hints of the database, which quote rows; no message of a parser, or of the
 * database about data it could not read (class 22), which quote what they read.
 */
export function shownError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, code, severity, constraint, table, routine } = error as Told
  const quotes = (severity && String(code).startsWith('22')) || name === 'SyntaxError' || name === 'ZodError'
  return {
    type: name,
    ...(quotes ? {} : { message: error.message }),
    ...Object.fromEntries(
      Object.entries({ code, constraint, table, routine }).filter(([, v]) => typeof v === 'string'),
    ),
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause ? { cause: shownError(error.cause) } : {}),
  }
}

function logFile(dataDir: string): DestinationStream {
  const dest = join(dataDir, 'servus.log')
  if ((statSync(dest, { throwIfNoEntry: false })?.size ?? 0) > LONG) renameSync(dest, `${dest}.before`)
  return pino.destination({ dest, append: true, sync: false, mode: 0o600 })
}
