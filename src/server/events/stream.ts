import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { sql } from 'kysely'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Database } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import { asked } from '../http/who.ts'
import type { Services } from '../services.ts'
import { watchWorkspace } from './live.ts'
import { newestPosition, type Position } from './log.ts'

/** How often a quiet stream says that it is still there, and any stream looks whether its hearer may still hear (ms). */
const HEARTBEAT = 20_000

/**
 * `GET /api/live`: server-sent events that tell a screen what kinds of things happened to which subjects, never their content.
 * The id of each message is a position; a browser that reconnects hands it back and misses nothing.
 */
export function mountLive(app: Hono, services: Services): void {
  app.get('/api/live', async (c) => {
    const who = await asked(services, c)
    const last = c.req.header('last-event-id')
    let position = last ? parse(last) : await newestPosition(services.db)
    return streamSSE(c, async (stream) => {
      let wake = () => {}
      let news = true
      let checked = services.clock()
      const unwatch = watchWorkspace(who.workspaceId, () => {
        news = true
        wake()
      })
      stream.onAbort(() => {
        unwatch()
        wake()
      })
      await stream.writeSSE({ event: 'ready', data: '{}', id: shown(position) })
      while (!stream.aborted && !stream.closed) {
        if (!news)
          await new Promise<void>((done) => {
            const timer = setTimeout(done, HEARTBEAT)
            wake = () => {
              clearTimeout(timer)
              done()
            }
          })
        if (stream.aborted) break
        if (services.clock() - checked >= HEARTBEAT) {
          checked = services.clock()
          // Signed out, or their access has ended since the line was opened.
          if (await asked(services, c).then(() => false, isRefused)) break
        }
        if (!news) await stream.writeSSE({ event: 'still', data: '{}' })
        news = false
        const events = await newsOf(services.db, who.workspaceId, position)
        if (events.items.length > 0) {
          position = events.position
          await stream.writeSSE({ event: 'news', data: JSON.stringify(events.items), id: shown(position) })
        }
        // A commit just behind one still running is told when the next wake comes; ask again soon.
        if (events.more) {
          news = true
          await stream.sleep(50)
        }
      }
      unwatch()
    })
  })
}

/** What happened in a workspace after a position, as kinds and subjects; `more` if something is committed but not yet safe to pass. */
async function newsOf(db: Database, workspaceId: WorkspaceId, after: Position) {
  return await db.read(workspaceId, async (reader) => {
    const { rows } = await sql<{ tx: number; id: string; kind: string; subjects: unknown; safe: boolean }>`
      select tx, id, kind, subjects, tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as safe
      from events where workspace_id = ${workspaceId} and (tx, id) > (${after.tx}, ${after.id})
      order by tx, id limit 500`.execute(reader)
    const safe = rows.filter((r) => r.safe)
    const newest = safe.at(-1)
    return {
      items: safe.map(({ kind, subjects }) => ({ kind, subjects })),
      position: newest ? { tx: newest.tx, id: newest.id } : after,
      more: rows.length > safe.length || rows.length === 500,
    }
  })
}

// Anything else is trouble of ours, which the next look may find gone.
function isRefused(e: unknown): boolean {
  return e instanceof Refused
}

function shown(p: Position): string {
  return `${p.tx}.${p.id}`
}

function parse(s: string): Position {
  const [tx, id] = s.split('.')
  return {
    tx: Number(tx) || 0,
    id: id && /^[0-9a-f-]{36}$/.test(id) ? id : '00000000-0000-0000-0000-000000000000',
  }
}
