import { plus } from '../../domain/shared/time.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { realNow } from '../jobs/real-time.ts'
import type { MailPosition } from '../mail/imap.ts'
import type { Services } from '../services.ts'
import * as store from './store-look-back.ts'

/** How long a reader that is not heard of keeps the mailbox to itself (s); it says much oftener that it is there. */
export const CLAIM = 8
/** What was found is written after so many findings, or so many milliseconds. */
const MANY = 20
const LONG = 700

type Told = Change['events']
type Came = { folder: store.LookBackFolder; position: MailPosition; readCount: number }

/**
 * Writes down how far a reading came and what it found, always both at once, so that nothing is found twice or lost when it is
 * cut. Every write refuses (`changed_meanwhile`) once somebody stopped it or another worker took over.
 */
export class LookBackSaver {
  row: store.StoredLookBack
  /** Mails without a header one can read; seen again whenever reading begins again, so they are counted at the end. */
  headless = 0
  private readonly services: Services
  private readonly act: Act
  private found: store.NewFinding[] = []
  private counts = { oversizedCount: 0, unreadableCount: 0 }
  private reached: Came | null = null
  private savedAt = performance.now()
  private writing: Promise<void> = Promise.resolve()

  constructor(services: Services, act: Act, row: store.StoredLookBack) {
    this.services = services
    this.act = act
    this.row = row
    const { oversizedCount, unreadableCount } = row
    this.counts = { oversizedCount, unreadableCount }
  }

  /** The UID up to which a folder is read; 0 when the server numbered it anew. */
  reachedIn(folder: store.LookBackFolder, uidValidity: number): number {
    const before = this.row.position[folder]
    return before?.uidValidity === uidValidity ? before.uid : 0
  }

  oversized(): void {
    this.counts.oversizedCount += 1
  }

  unreadable(): void {
    this.counts.unreadableCount += 1
  }

  /** Notes how far it came and what was found there; writes it now and then, or at once. */
  async came(reached: Came, found: readonly store.NewFinding[], atOnce = false): Promise<void> {
    this.found.push(...found)
    this.reached = reached
    if (atOnce || this.found.length >= MANY || performance.now() - this.savedAt > LONG) await this.save({})
  }

  /** Writes what is to be written. */
  async save(change: store.LookBackChange, events: Told = []): Promise<void> {
    const { found, reached } = this
    this.found = []
    this.reached = null
    this.savedAt = performance.now()
    const further = reached
      ? {
          readCount: reached.readCount,
          position: { ...this.row.position, [reached.folder]: reached.position },
          attempts: 0,
          problem: null,
        }
      : {}
    const next = { ...this.counts, claimedUntil: this.claim(), ...further, ...change }
    await this.alone(async () => {
      await flush(this.act, {
        writes: [...store.insertFindings(this.act.workspaceId, found), store.updateLookBack(this.row, next)],
        events,
      })
      this.row = { ...this.row, ...next, version: this.row.version + 1 }
    })
  }

  /** Writes that all is read, and tells of it. */
  async finish(finished: Pick<store.LookBackChange, 'state' | 'finishedAt'>, events: Told): Promise<void> {
    const { oversizedCount } = this.counts
    const unreadableCount = this.counts.unreadableCount + this.headless
    const counts = { oversizedCount, unreadableCount, claimedUntil: null, problem: null }
    await this.save({ ...finished, ...counts }, events)
  }

  /** Says that it is still at it. */
  async hold(): Promise<void> {
    await this.alone(() =>
      flush(this.act, { writes: [store.holdLookBack(this.row, this.claim())], events: [] }),
    )
  }

  private claim() {
    return plus(realNow(this.services), { seconds: CLAIM })
  }

  // The version moves with each write, so two never pass each other.
  private async alone(work: () => Promise<void>): Promise<void> {
    const mine = this.writing.then(work)
    this.writing = mine.catch(() => {})
    await mine
  }
}
