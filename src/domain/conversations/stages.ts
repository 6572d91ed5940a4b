import type { Conversation } from './conversation.ts'

export const STAGES = ['greet', 'listen', 'help', 'close', 'next'] as const
export type Stage = (typeof STAGES)[number]
export type StageState = 'done' | 'current' | 'ahead'

/** What happened, as far as the stages follow from it. */
export type StageFacts = {
  readonly conversation: Pick<
    Conversation,
    'channel' | 'greetedAt' | 'helpDeclinedAt' | 'heardBack' | 'intent' | 'lastOutAt' | 'closedAt' | 'leftAt'
  >
  /** Needs written down, and how many of them are accounted for. */
  readonly needs: { readonly written: number; readonly accounted: number }
  /** Promises made and hand-overs offered here. */
  readonly promises: number
  readonly handovers: number
  /** A next contact was set, they wish none, or neither. */
  readonly nextContact: 'set' | 'none_wanted' | null
}

/**
 * The five stages as they follow from what happened; nobody steps through them. A reply greets, listens and helps at once; a
 * close settles what lay before it. `visible` is false on a simple mail: written, answered, closed, nothing else used.
 */
export function stages(facts: StageFacts): {
  readonly visible: boolean
  readonly stages: readonly { readonly stage: Stage; readonly state: StageState }[]
} {
  const { conversation: c, needs, nextContact } = facts
  const answered = c.lastOutAt !== null
  const closed = c.closedAt !== null
  const understood = needs.written > 0 || c.heardBack !== null || c.helpDeclinedAt !== null
  const helped = needs.written > 0 ? needs.accounted === needs.written : answered || c.helpDeclinedAt !== null
  const done: Record<Stage, boolean> = {
    greet: c.greetedAt !== null || answered || closed,
    listen: understood || answered || closed,
    help: helped || closed,
    close: closed,
    next: nextContact !== null,
  }
  const current = c.leftAt !== null && !closed ? undefined : STAGES.find((stage) => !done[stage])
  const state = (stage: Stage): StageState => (done[stage] ? 'done' : stage === current ? 'current' : 'ahead')
  return { visible: !isSimple(facts), stages: STAGES.map((stage) => ({ stage, state: state(stage) })) }
}

function isSimple({ conversation: c, needs, promises, handovers, nextContact }: StageFacts): boolean {
  const written =
    c.channel === 'email' || c.channel === 'form' || c.channel === 'chat' || c.channel === 'page'
  const plain = c.heardBack === null && c.intent === null && nextContact === null
  return written && plain && needs.written + promises + handovers === 0
}
