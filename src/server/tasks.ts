import { mailLongRunning } from './channels/jobs.ts'
import { tellByMail } from './channels/reactions.ts'
import { wakeDue } from './conversations/actions.ts'
import type { Reaction } from './events/reactions.ts'
import type { LongRunning, Tick } from './jobs/tick.ts'

/** What the worker looks for in every workspace, by name. */
export const ticks: Readonly<Record<string, Tick>> = {
  'wake conversations': wakeDue,
}

/** What runs as long as the worker does. */
export const longRunning: readonly LongRunning[] = [...mailLongRunning]

/** How rooms answer to what happened in rooms below them. */
export const reactions: readonly Reaction[] = [tellByMail]
