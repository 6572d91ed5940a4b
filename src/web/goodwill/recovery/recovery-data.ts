import { useRef, useState } from 'react'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listRecoveryCases, readRecoveryCase, takeRecoveryStep } from '../../../contract/recovery.ts'
import type { Step } from '../../../domain/goodwill/recovery.ts'
import { shows, showsItem } from '../../api/at-once.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { useClock } from '../../ui/clock.tsx'

export type Case = ReplyOf<typeof readRecoveryCase>

/** The open cases of a person, as their pane, their page and the menu of a conversation read them. */
export function openCasesOf(personId: string) {
  return { query: { personId: personId as Case['person']['id'], state: 'open' as const, limit: 20 } }
}

/** The steps that are on their way, by their case, and its version once they were answered: pressed quickly, each comes after the other. */
const underWay = new Map<string, Promise<number>>()

/** Takes a step, or takes it back; it stands on the screen at once. */
export function useStep(one: Case): (step: Step) => void {
  const { member } = useSession()
  const { now } = useClock()
  const take = useAct(takeRecoveryStep, {
    shows: ({ body }) => {
      const by = { id: member.id, name: member.name }
      const patch = (shown: Case): Case => ({
        ...shown,
        steps: [
          ...shown.steps.filter((taken) => taken.step !== body.step),
          ...(body.taken === false ? [] : [{ step: body.step, at: now as Case['openedAt'], by }]),
        ],
      })
      return [
        shows(readRecoveryCase, { params: { recoveryId: one.id } }, patch),
        showsItem(listRecoveryCases, one.id, patch),
      ]
    },
  })
  return (step) => {
    const taken = !one.steps.some((other) => other.step === step)
    const params = { recoveryId: one.id }
    const turn = (underWay.get(one.id) ?? Promise.resolve(0)).then(async (answered) => {
      const version = Math.max(one.version, answered)
      return (await take.mutateAsync({ params, body: { step, taken, version } })).version
    })
    // What was refused is said at the foot of the screen; what comes next begins from what is read anew.
    underWay.set(
      one.id,
      turn.catch(() => 0),
    )
  }
}

/** Does what changes a case after its steps: once those on their way were answered, and with the version they led to. */
export function useAfterSteps(one: Case): {
  waits: boolean
  after: (act: (version: number) => void) => void
} {
  const [waits, setWaits] = useState(false)
  const latest = useRef(one)
  latest.current = one
  const after = (act: (version: number) => void) => {
    if (waits) return
    setWaits(true)
    void (underWay.get(one.id) ?? Promise.resolve(0)).then((answered) => {
      setWaits(false)
      act(Math.max(latest.current.version, answered))
    })
  }
  return { waits, after }
}
