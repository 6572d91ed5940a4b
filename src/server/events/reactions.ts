import type { EventKind } from '../../domain/shared/events.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { alone } from '../db/alone.ts'
import { patiently, Refused } from '../db/refused.ts'
import type { Services } from '../services.ts'
import { eventsAfter, type LoggedEvent, readPosition, savePosition } from './log.ts'
import { duePark, parkAgain, parkEvent, unpark } from './parked.ts'

/** How a room answers to what happened below it. It may be told the same event twice (a worker that died), so it says things once by id. */
export type Reaction = {
  readonly name: string
  readonly kinds: readonly EventKind[]
  readonly react: (services: Services, event: LoggedEvent) => Promise<void>
}

const BATCH = 500

/**
 * Tells every reaction what happened since it last heard; one process at a time for each. An event that a reaction cannot deal
 * with is parked and tried again later, and keeps nobody else waiting.
 */
export async function runReactions(services: Services, reactions: readonly Reaction[]): Promise<void> {
  for (const reaction of reactions)
    await alone(services.db, reaction.name, async () => {
      await hear(services, reaction)
      await tryParked(services, reaction)
    })
}

async function hear(services: Services, reaction: Reaction): Promise<void> {
  for (;;) {
    const events = await eventsAfter(services.db, await readPosition(services.db, reaction.name), BATCH)
    for (const event of events.filter((e) => reaction.kinds.includes(e.kind))) {
      try {
        await tell(services, reaction, event)
      } catch (err) {
        // Parking needs the database too: if that is what is gone, the reader stays where it is.
        await parkEvent(services, reaction.name, event, err)
        services.log.error({ err, reaction: reaction.name, event: event.id }, 'an event was parked')
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

async function tryParked(services: Services, reaction: Reaction): Promise<void> {
  for (const [parked, event] of await duePark(services, reaction.name)) {
    try {
      await tell(services, reaction, event)
    } catch (err) {
      const next = await parkAgain(services, parked, err)
      const about = { err, reaction: reaction.name, event: event.id }
      if (next) services.log.warn(about, 'a parked event failed again')
      else services.log.error(about, 'a parked event is given up until somebody has it tried again')
      continue
    }
    await unpark(services, parked)
  }
}

async function tell(services: Services, reaction: Reaction, event: LoggedEvent): Promise<void> {
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
