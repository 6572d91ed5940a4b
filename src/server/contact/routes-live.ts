import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { UNDO_CHOICES } from '../../domain/conversations/undo-send.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'
import { watchWorkspace } from '../events/live.ts'
import type { Services } from '../services.ts'
import { openLink } from './actions-open.ts'
import { findMark } from './store.ts'

/** The most open pages of one link in this process: a few devices and tabs; further ones look every few seconds instead. */
const MOST_LINES = 6
/** How often a quiet line says that it is still there (ms). */
const HEARTBEAT = 20_000
/** A workspace where much happens makes a page look no more often than this (ms). */
const APART = 250

/** A word of ours is shown when it can no longer be taken back (see `heldBackUntil`); nothing happens then, so the page looks again (ms). */
const LOOK_AGAIN = UNDO_CHOICES.map((seconds) => (seconds + 1) * 1000)

const lines = new Map<string, number>()

/**
 * `GET /api/public/page/:token/live`: server-sent events that tell a customer's page that there is something new on it, never
 * what. `ready` first; `news`; `gone` once the link was taken back, and then the line ends.
 */
export function mountPageLive(app: Hono, services: Services): void {
  app.get('/api/public/page/:token/live', async (c) => {
    const token = c.req.param('token')
    const { act, link } = await openLink(services, token)
    // Nobody reads on after a head: nothing would ever end its line.
    if (c.req.method === 'HEAD') return c.body(null)
    const open = lines.get(link.id) ?? 0
    if (open >= MOST_LINES) throw new Refused(refuse('too_many_requests'))
    lines.set(link.id, open + 1)
    const markOf = () => services.db.read(act.workspaceId, (db) => findMark(db, link.personId))
    return streamSSE(c, async (stream) => {
      let wake = () => {}
      let woken = false
      const unwatch = watchWorkspace(act.workspaceId, () => {
        woken = true
        wake()
      })
      stream.onAbort(() => wake())
      try {
        let mark = await markOf()
        let looks: number[] = []
        await stream.writeSSE({ event: 'ready', data: '{}' })
        while (!stream.aborted && !stream.closed) {
          if (!woken)
            await new Promise<void>((done) => {
              const timer = setTimeout(
                done,
                Math.min(HEARTBEAT, Math.max(0, (looks[0] ?? Number.POSITIVE_INFINITY) - performance.now())),
              )
              wake = () => {
                clearTimeout(timer)
                done()
              }
            })
          if (stream.aborted) break
          const wasQuiet = !woken
          woken = false
          // Looked at before the link is: taking it back is news to nobody who may not read it any more.
          const next = await markOf()
          if (!(await holds(services, token))) {
            await stream.writeSSE({ event: 'gone', data: '{}' })
            break
          }
          if (wasQuiet) await stream.writeSSE({ event: 'still', data: '{}' })
          const here = performance.now()
          const isTime = looks.some((at) => at <= here)
          looks = looks.filter((at) => at > here)
          if (next !== mark) looks = [...looks, ...LOOK_AGAIN.map((ms) => here + ms)].sort((a, b) => a - b)
          if (next !== mark || isTime) await stream.writeSSE({ event: 'news', data: '{}' })
          mark = next
          await stream.sleep(APART)
        }
      } finally {
        unwatch()
        const left = (lines.get(link.id) ?? 1) - 1
        if (left > 0) lines.set(link.id, left)
        else lines.delete(link.id)
      }
    })
  })
}

/** How many pages of a link are open in this process. */
export function countLines(linkId: string): number {
  return lines.get(linkId) ?? 0
}

// Anything but a no is trouble of ours, which the next look may find gone.
async function holds(services: Services, token: string): Promise<boolean> {
  return await openLink(services, token).then(
    () => true,
    (e) => !(e instanceof Refused),
  )
}
