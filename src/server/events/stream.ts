import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { sql } from 'kysely'
import type { Member } from '../../domain/accounts/membership.ts'
import { mayNot } from '../../domain/accounts/permissions.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type { ConversationId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { fromEpochMs, type Instant } from '../../domain/shared/time.ts'
import type { Database, Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import { asked, isStillIn } from '../http/who.ts'
import type { Services } from '../services.ts'
import { watchWorkspace } from './live.ts'
import { newestPosition, type Position, readShownPosition, shownPosition } from './log.ts'

/** How often a quiet stream says that it is still there, and any stream looks whether its hearer may still hear (ms). */
const HEARTBEAT = 20_000

/** The most events a browser that comes back is told one by one: it reads all its screens anew in any case. */
const MOST_MISSED = 1000

/** What those hear who may not read what happened. */
const HUSHED: EventKind = 'conversation.changed'

/** What only the one it is about hears: their notices, and what they do with their account. */
const OWN: ReadonlySet<EventKind> = new Set<EventKind>([
  'notice.told',
  'member.password_changed',
  'member.session_ended',
  'member.two_step_on',
  'member.two_step_off',
  'member.two_step_reset',
  'member.recovery_used',
  'member.recovery_renewed',
  'token.made',
  'token.revoked',
])

/** Tells which of some conversations a member may read. */
export type Readable = (
  db: Reader,
  ids: readonly (ConversationId | null)[],
  viewer: Member,
) => Promise<ReadonlyMap<ConversationId, unknown>>

/** Tells who of the others is where just now, as a member may know it; `now` is real time. */
export type Present = (db: Reader, viewer: Member, now: Instant) => Promise<object>

/** The mark of what breaks are to a member just now: for whom they stand in, and the like. Another one changes their Today, which carries it too. */
export type Covers = (db: Reader, viewer: Member, now: Instant) => Promise<string>

/**
 * `GET /api/live`: server-sent events that tell a screen what kinds of things happened to which subjects, never their content.
 * The id of each message is a position; a browser that reconnects hands it back and misses nothing, and one that opens its line
 * says `after` which position it read its screens: without it, what happened in between would never be told. `readable` keeps what
 * happened in sensitive conversations from those who may not read them. Beside what happened it tells who is where (`present`),
 * whole and whenever it is another; it stands in no log and has no id. So it does with breaks (`covers`), of which only a mark is
 * told, at first and whenever it is another: a screen that was read under another one reads anew, and no other.
 */
export function mountLive(
  app: Hono,
  services: Services,
  {
    readable,
    present,
    covers,
  }: { readonly readable: Readable; readonly present: Present; readonly covers: Covers },
): void {
  app.get('/api/live', async (c) => {
    const who = await asked(services, c)
    const no = mayNot(who.member, 'conversations.read', who.now)
    if (no) throw new Refused(no)
    // Nobody reads on after a head: nothing would ever end its line.
    if (c.req.method === 'HEAD') return c.body(null)
    let viewer: Member = who.member
    const begins = await beginAt(
      services.db,
      who.workspaceId,
      c.req.header('last-event-id') ?? c.req.query('after'),
    )
    let { position } = begins
    return streamSSE(c, async (stream) => {
      let wake = () => {}
      let news = true
      let here = ''
      let cover: string | null = null
      let checked = services.clock()
      const unwatch = watchWorkspace(who.workspaceId, () => {
        news = true
        wake()
      })
      stream.onAbort(() => {
        unwatch()
        wake()
      })
      try {
        const data = JSON.stringify({ anew: begins.anew })
        await stream.writeSSE({ event: 'ready', data, id: shownPosition(position) })
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
          // An ended session, a revoked token hear nothing more; the rest is looked at now and then.
          if (!(await isStillIn(who))) break
          if (who.via?.kind === 'token' || services.clock() - checked >= HEARTBEAT) {
            checked = services.clock()
            // Signed out, or their access has ended since the line was opened.
            const still = await asked(services, c).then(({ member }) => member, isRefused)
            if (still === true) break
            if (still) viewer = still
          }
          if (!news) await stream.writeSSE({ event: 'still', data: '{}' })
          news = false
          const { events, now, breaks } = await services.db.read(who.workspaceId, async (db) => ({
            events: await newsOf(db, who.workspaceId, position, viewer.id, (ids) =>
              readable(db, ids, viewer),
            ),
            now: JSON.stringify(await present(db, viewer, fromEpochMs(services.clock()))),
            breaks: await covers(db, viewer, fromEpochMs(services.clock())),
          }))
          position = events.position
          if (now !== here) await stream.writeSSE({ event: 'here', data: now })
          here = now
          if (breaks !== cover)
            await stream.writeSSE({ event: 'cover', data: JSON.stringify({ mark: breaks }) })
          cover = breaks
          if (events.items.length > 0) {
            await stream.writeSSE({
              event: 'news',
              data: JSON.stringify(events.items),
              id: shownPosition(position),
            })
          }
          // A commit just behind one still running is told when the next wake comes; ask again soon.
          if (events.more) {
            news = true
            await stream.sleep(50)
          }
        }
      } catch (err) {
        // The database is away: the browser comes back, and is told what it missed.
        services.log.warn({ err }, 'a live line ended')
      } finally {
        unwatch()
      }
    })
  })
}

/**
 * Where a line begins: where the browser last was, unless it was away so long that it had better read everything anew (`anew`), or says
 * what no position of ours is; one ahead of us (a restored backup) would hear nothing ever.
 */
async function beginAt(
  db: Database,
  workspaceId: WorkspaceId,
  last: string | undefined,
): Promise<{ position: Position; anew: boolean }> {
  const newest = await newestPosition(db)
  const was = last ? readShownPosition(last) : null
  if (!was || was.tx > newest.tx) return { position: newest, anew: last !== undefined }
  const missed = await db.read(workspaceId, async (reader) => {
    const { rows } = await sql`select from events
      where workspace_id = ${workspaceId} and (tx, id) > (${was.tx}, ${was.id}) limit ${MOST_MISSED + 1}`.execute(
      reader,
    )
    return rows.length
  })
  return missed > MOST_MISSED ? { position: newest, anew: true } : { position: was, anew: false }
}

type Row = {
  tx: number
  id: string
  kind: string
  subjects: Record<string, string>
  conversationId: ConversationId | null
  safe: boolean
}

/**
 * What happened in a workspace after a position, as kinds and subjects; `more` if something is committed but not yet safe to
 * pass. Of what somebody may not read they hear only that something happened: a list of theirs may be shorter by it.
 */
async function newsOf(
  reader: Reader,
  workspaceId: WorkspaceId,
  after: Position,
  viewerId: MemberId,
  readable: (ids: (ConversationId | null)[]) => ReturnType<Readable>,
) {
  const { rows } = await sql<Row>`
      select tx, id, kind, subjects, conversation_id, tx < (select app.settled_below()) as safe
      from events where workspace_id = ${workspaceId} and (tx, id) > (${after.tx}, ${after.id})
      order by tx, id limit 500`.execute(reader)
  const safe = rows.filter((r) => r.safe)
  const newest = safe.at(-1)
  const talks = await readable(safe.map((r) => r.conversationId))
  return {
    items: safe
      .filter(({ kind, subjects }) => !OWN.has(kind as EventKind) || subjects.memberId === viewerId)
      .map(({ kind, subjects, conversationId }) =>
        conversationId && !talks.has(conversationId)
          ? { kind: HUSHED, subjects: {} }
          : { kind: kind as EventKind, subjects },
      ),
    position: newest ? { tx: newest.tx, id: newest.id } : after,
    more: rows.length > safe.length || rows.length === 500,
  }
}

// Anything else is trouble of ours, which the next look may find gone.
function isRefused(e: unknown): boolean {
  return e instanceof Refused
}
