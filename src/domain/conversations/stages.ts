import type { Conversation } from './conversation.ts'

export const STAGES = ['greet', 'listen', 'help', 'close', 'next'] as const
export type Stage = (typeof STAGES)[number]
export type StageState = 'done' | 'current' | 'ahead'

/** What happened, as far as the stages follow from it. */
export type StageFacts = {
  readonly conversation: Pick<
    Conversation,
    | 'channel'
    | 'greetedAt'
    | 'helpDeclinedAt'
    | 'heardBack'
    | 'heardConfirmedAt'
    | 'intent'
    | 'lastOutAt'
    | 'closedAt'
    | 'leftAt'
  >
  /** Needs written down, how many of them are accounted for, and how many came to rest: met, withdrawn, or truly impossible here. */
  readonly needs: { readonly written: number; readonly accounted: number; readonly settled: number }
  /** Promises made here, and those still to be kept. */
  readonly promises: { readonly made: number; readonly open: number }
  /** Hand-overs offered here, and those nobody has answered. */
  readonly handovers: { readonly offered: number; readonly waiting: number }
  /** A next contact was set, they wish none, or neither. */
  readonly nextContact: 'set' | 'none_wanted' | null
}

/**
 * The five stages as they follow from what happened (`DOMAIN.md` §8.2); nobody steps through them, and none is ticked by what
 * was only written down.
 * - *Greet*: somebody of us turned to them, by a greeting or an answer.
 * - *Listen*: and answered them, or they said yes to what we heard, or what they need was dealt with. A need written down alone
 *   is listening still going on.
 * - *Help*: and every need came to rest; where none was written, they were answered. An open promise or a hand-over that waits
 *   is help still to come, also after the close.
 * - *Close*, *Next*: it is closed; something to look forward to is set, or they wish nothing.
 *
 * Where one speaks (telephone, counter), words leave no trace: the close says that they were heard and helped.
 * `visible` is false on a simple mail: written, answered, closed, nothing else used.
 */
export function stages(facts: StageFacts): {
  readonly visible: boolean
  readonly stages: readonly { readonly stage: Stage; readonly state: StageState }[]
} {
  const { conversation: c, needs, promises, handovers, nextContact } = facts
  const closed = c.closedAt !== null
  const answered = c.lastOutAt !== null
  const spoken = c.channel === 'phone' || c.channel === 'walk_in'
  const settledByClose = closed && spoken
  const greet = c.greetedAt !== null || answered
  const listen =
    greet &&
    (answered ||
      settledByClose ||
      c.helpDeclinedAt !== null ||
      c.heardConfirmedAt !== null ||
      (needs.written > 0 && needs.accounted > 0))
  const rests =
    needs.written > 0
      ? needs.settled === needs.written
      : answered || settledByClose || c.helpDeclinedAt !== null
  const help = listen && rests && promises.open === 0 && handovers.waiting === 0
  const done: Record<Stage, boolean> = { greet, listen, help, close: closed, next: nextContact !== null }
  const over = closed && !(listen && (promises.open > 0 || needs.settled < needs.written))
  const current =
    c.leftAt !== null && !closed
      ? undefined
      : STAGES.find((stage) => !done[stage] && (!over || stage === 'next'))
  const state = (stage: Stage): StageState => (done[stage] ? 'done' : stage === current ? 'current' : 'ahead')
  return { visible: !isSimple(facts), stages: STAGES.map((stage) => ({ stage, state: state(stage) })) }
}

function isSimple({ conversation: c, needs, promises, handovers, nextContact }: StageFacts): boolean {
  const written = c.channel !== 'phone' && c.channel !== 'walk_in'
  const plain = c.heardBack === null && c.intent === null && nextContact === null
  return written && plain && needs.written + promises.made + handovers.offered === 0
}
