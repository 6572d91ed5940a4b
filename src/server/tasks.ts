import { erasePutAway } from './away/jobs.ts'
import { plannedReplies } from './channels/actions-planned.ts'
import { mailLongRunning } from './channels/jobs.ts'
import { letUploadsGo, sweepFiles } from './channels/jobs-files.ts'
import { eraseJunk } from './channels/jobs-junk.ts'
import { giveBackGrants } from './channels/jobs-mail-grants.ts'
import { heldWords } from './channels/jobs-words.ts'
import { lookBacks } from './channels/look-back-work.ts'
import { receiptChecks } from './channels/mail-in-check.ts'
import { missUndelivered, tellByMail } from './channels/reactions.ts'
import { hearStops } from './contact/reactions-door.ts'
import { wakeDue } from './conversations/actions.ts'
import { bulkActs } from './conversations/jobs-bulk.ts'
import type { Reaction } from './events/reactions.ts'
import { passAsksOn } from './goodwill/jobs.ts'
import { imports } from './imports/jobs.ts'
import { workspacesToWake } from './jobs/due.ts'
import type { LongRunning, Tick } from './jobs/tick.ts'
import { carryNotices } from './notices/jobs.ts'
import { tellMembers } from './notices/reactions.ts'
import { compareChanged, compareNew } from './people/jobs.ts'
import { giveOverOfLeavers } from './promises/actions-leavers.ts'
import { promiseAlerts } from './promises/jobs.ts'
import { workspacesWithLeavers } from './promises/store-leavers.ts'

/** What the worker looks for, by name. */
export const ticks: Readonly<Record<string, Tick>> = {
  'wake conversations': { due: workspacesToWake, run: wakeDue },
  'held words': heldWords,
  'planned replies': plannedReplies,
  'promise alerts': promiseAlerts,
  'pass asks on': passAsksOn,
  'compare people': compareNew,
  'give over what leavers owe': { due: workspacesWithLeavers, run: giveOverOfLeavers },
  'erase what was put away': erasePutAway,
  'erase junk': eraseJunk,
  'let unused uploads go': letUploadsGo,
  'give back what providers gave': giveBackGrants,
}

/** What runs as long as the worker does. */
export const longRunning: readonly LongRunning[] = [
  ...mailLongRunning,
  lookBacks,
  receiptChecks,
  imports,
  bulkActs,
  carryNotices,
  sweepFiles,
]

/** How rooms answer to what happened in rooms below them. */
export const reactions: readonly Reaction[] = [
  tellByMail,
  missUndelivered,
  hearStops,
  tellMembers,
  compareChanged,
]
