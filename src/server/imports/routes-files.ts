import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from '../../domain/shared/refusal.ts'
import { askedFor, disposition, idIn } from '../channels/raw-who.ts'
import { Refused } from '../db/refused.ts'
import { writeCsv } from '../files/csv.ts'
import { problemReply } from '../http/problems.ts'
import type { Asked } from '../http/route.ts'
import type { Services } from '../services.ts'
import { importOf, save } from './actions.ts'
import type { ImportId, StoredImport } from './store.ts'
import { importFile, sizeOf, writeAt } from './store-files.ts'
import { listLines } from './store-lines.ts'

/** The most bytes that come in one part. */
const PART = 16 * 1024 * 1024
const PAGE = 500

/**
 * `PUT /api/imports/:id/content?at=N` takes the next part of a file (raw bytes, at most 16 MB) that begins at byte N; a part sent
 * twice changes nothing. It answers how many bytes are here; 409 with that number where N is not the next. `GET
 * /api/imports/:id/failed.csv` gives the lines that could not be taken, as they stood, with the reason behind each.
 */
export function mountImportFiles(app: Hono, services: Services): void {
  const tooLarge = () => refuse('too_large', { field: 'body', values: { limit: '16 MB' } })
  const limit = bodyLimit({ maxSize: PART, onError: (c) => problemReply(c, tooLarge()) })
  app.put('/api/imports/:id/content', limit, async (c) => {
    const asked = await askedFor(services, c, 'imports.manage')
    const row = await importOf(asked, idIn<'import'>(c) as ImportId)
    const at = Number(c.req.query('at') ?? Number.NaN)
    if (row.state !== 'uploading')
      throw new Refused(refuse('import_not_now', { values: { state: row.state } }))
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const received = await take(asked, row, at, bytes)
    return c.json({ received, whole: received === row.size })
  })

  app.get('/api/imports/:id/failed.csv', async (c) => {
    const asked = await askedFor(services, c, 'imports.manage')
    const row = await importOf(asked, idIn<'import'>(c) as ImportId)
    const lines = Readable.from(failedLines(asked, row))
    return c.body(Readable.toWeb(lines) as ReadableStream, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': disposition('attachment', `${row.name.replace(/\.\w+$/, '')} - to mend.csv`),
    })
  })
}

async function take(asked: Asked, row: StoredImport, at: number, bytes: Uint8Array): Promise<number> {
  // Sent once more, because its answer was lost.
  if (at + bytes.length <= row.received) return row.received
  const path = importFile(asked.services.config, asked.workspaceId, row.id)
  const here = Math.min(row.received, await sizeOf(path))
  if (at !== here || at + bytes.length > row.size || bytes.length === 0)
    throw new Refused(refuse('upload_elsewhere', { field: 'at', values: { received: here } }))
  const received = await writeAt(path, at, bytes)
  await save(asked, row, { received, ...(received === row.size ? { state: 'ready' as const } : {}) })
  return received
}

async function* failedLines(asked: Asked, { id, settings }: StoredImport): AsyncGenerator<Buffer> {
  const delimiter = settings.form?.delimiter ?? ';'
  const { faults } = asked.language.words.imports
  // Excel takes it for UTF-8 by this mark only.
  yield Buffer.from('\uFEFF')
  const headings = settings.columns?.map((c) => c ?? '') ?? ['nr', 'what']
  yield Buffer.from(writeCsv([...headings, 'why', 'line'], delimiter))
  for (let after = 0; ; ) {
    const from = after
    const lines = await asked.db.read(asked.workspaceId, (db) => listLines(db, id, 'failed', from, PAGE))
    for (const l of lines) {
      const why = faults[l.reason as keyof typeof faults] ?? faults.other
      yield Buffer.from(writeCsv([...(l.cells ?? [String(l.line), l.name]), why, String(l.line)], delimiter))
    }
    const last = lines.at(-1)
    if (!last || lines.length < PAGE) return
    after = last.line
  }
}
