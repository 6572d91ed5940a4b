import { plus } from '../../domain/shared/time.ts'
import { type Act, type Change, flush, together } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import type { Services } from '../services.ts'
import type { Planned } from './actions-people.ts'
import * as store from './store.ts'
import { insertLines } from './store-lines.ts'
import { insertMade } from './store-made.ts'

/** How long a worker that is not heard of keeps an import to itself (s); it says much oftener that it is there. */
export const CLAIM = 10
/** How often a batch is planned anew because somebody changed one of its people meanwhile. */
const MOST_CONFLICTS = 8

/** One import under way: where it stands, its file, and the signal to leave off. */
export type Job = {
  readonly services: Services
  readonly saver: ImportSaver
  readonly path: string
  readonly signal: AbortSignal
}

/** Somebody paused it, or another worker took it over. */
export class Stopped extends Error {}

/**
 * Writes down what a batch makes together with how far the import came, always both at once, so that nothing is brought twice or
 * lost when it is cut.
 */
export class ImportSaver {
  row: store.StoredImport
  act: Act
  private readonly services: Services
  private writing: Promise<void> = Promise.resolve()

  constructor(services: Services, act: Act, row: store.StoredImport) {
    this.services = services
    this.act = act
    this.row = row
  }

  /** Plans a batch and writes it with the place reached; plans anew if somebody was quicker. @throws Stopped. */
  async batch(
    plan: (act: Act, row: store.StoredImport) => Promise<Planned>,
    reached: store.ImportChange,
  ): Promise<void> {
    await this.patiently(async () => {
      const { change, made, counts, lines } = await plan(this.act, this.row)
      const { row, act } = this
      await this.write(
        {
          made: row.made + counts.made,
          same: row.same + counts.same,
          leftOut: row.leftOut + counts.leftOut,
          failed: row.failed + counts.failed,
          ledger: row.ledger + made.length,
          attempts: 0,
          problem: null,
          ...reached,
        },
        together(change, {
          writes: [
            ...insertMade(act.workspaceId, row.id, row.ledger, made),
            ...insertLines(act.workspaceId, row.id, lines),
          ],
          events: [],
        }),
      )
    })
  }

  /** Writes something together with where the import stands. @throws Stopped. */
  async save(change: store.ImportChange, more: Change = { writes: [], events: [] }): Promise<void> {
    await this.patiently(() => this.write(change, more))
  }

  /** Says that it is still at it. */
  async hold(): Promise<void> {
    await this.alone(() =>
      flush(this.act, { writes: [store.holdImport(this.row, this.claim())], events: [] }),
    )
  }

  /** Does something again when somebody was quicker with a person or conversation in it. @throws Stopped. */
  async patiently(work: () => Promise<void>): Promise<void> {
    for (let conflicts = 0; ; conflicts++) {
      try {
        this.act = await actIn(this.services, this.act.workspaceId, this.act.actor)
        return await work()
      } catch (e) {
        if (!(e instanceof Refused)) throw e
        const now = await this.act.db.read(this.act.workspaceId, (db) => store.findImport(db, this.row.id))
        if (now?.version !== this.row.version) throw new Stopped('it was stopped')
        if (conflicts >= MOST_CONFLICTS) throw e
      }
    }
  }

  /** Writes something together with where the import stands, once; `patiently` is the caller's. */
  async write(change: store.ImportChange, more: Change): Promise<void> {
    await this.alone(async () => {
      const next = { claimedUntil: this.claim(), ...change }
      const kind =
        change.state === 'done' || change.state === 'failed'
          ? 'import.finished'
          : change.state === 'undone'
            ? 'import.undone'
            : 'import.moved'
      const subjects = { importId: this.row.id, memberId: this.row.askedBy }
      await flush(
        this.act,
        together(more, {
          writes: [store.updateImport(this.row, next)],
          events: [{ kind, subjects, data: { import: this.row.id, state: change.state ?? this.row.state } }],
        }),
      )
      this.row = { ...this.row, ...next, version: this.row.version + 1 }
    })
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
