import type { EventKind } from '../../domain/shared/events.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { patiently, Refused } from '../db/refused.ts'
import type { Services } from '../services.ts'
import { eventsAfter, type LoggedEvent, readPosition, savePosition } from './log.ts'

/** How a room answers to what happened below it. It may be told the same event twice (a worker that died), so it says things once by id. */
export type Reaction = {
  readonly name: string
  readonly kinds: readonly EventKind[]
  readonly react: (services: Services, event: LoggedEvent) => Promise<void>
}

const BATCH = 500

/** Tells every reaction what happened since it last heard; one process at a time for each. */
export async function runReactions(services: Services, reactions: readonly Reaction[]): Promise<void> {
  for (const reaction of reactions) {
    const client = await services.db.pool.connect()
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        'select pg_try_advisory_lock(7367770, hashtext($1)) as mine',
        [reaction.name],
      )
      if (!rows[0]?.mine) continue
      try {
        await hear(services, reaction)
      } finally {
        await client.query('select pg_advisory_unlock(7367770, hashtext($1))', [reaction.name])
      }
    } finally {
      client.release()
    }
  }
}

async function hear(services: Services, reaction: Reaction): Promise<void> {
  for (;;) {
    const events = await eventsAfter(services.db, await readPosition(services.db, reaction.name), BATCH)
    for (const event of events.filter((e) => reaction.kinds.includes(e.kind))) {
      try {
        await patiently(() => reaction.react(services, event))
      } catch (err) {
        // A refusal is an answer: asking again would not change it.
        if (!(err instanceof Refused)) throw err
        services.log.warn(
          { reaction: reaction.name, event: event.id, refused: err.refusal.refused },
          'a reaction was refused',
        )
      }
    }
    const last = events.at(-1)
    if (!last) return
    await savePosition(
      services.db,
      reaction.name,
      { tx: last.tx, id: last.id },
      fromEpochMs(services.clock()),
    )
    if (events.length < BATCH) return
  }
}
