import {
  arrivalLeft,
  askForHelp,
  declineHelp,
  greetArrival,
  nameArrival,
  readCounter,
  serveArrival,
  someoneIsHere,
  undoArrivalAct,
} from '../../contract/counter.ts'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import { shows } from '../api/at-once.ts'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'

export type Counter = ReplyOf<typeof readCounter>
export type Arrival = Counter['arrivals'][number]
export type ExpectedPerson = Counter['expected'][number]

/** What one can do with somebody at the counter. Each stands on the screen at once and goes back if the server says no. */
export function useArrivalActs() {
  const { member } = useSession()
  const me = { id: member.id, name: member.name }
  return {
    greet: useArrivalAct(greetArrival, (a) => ({
      ...a,
      state: 'greeted',
      greetedBy: me,
      needsGreeting: false,
    })),
    serve: useArrivalAct(serveArrival, (a) => ({
      ...a,
      state: 'being_served',
      greetedBy: a.greetedBy ?? me,
      with: me,
      needsGreeting: false,
    })),
    looking: useArrivalAct(declineHelp, (a) => ({
      ...a,
      state: 'looking',
      greetedBy: a.greetedBy ?? me,
      leaveInPeace: true,
      needsGreeting: false,
    })),
    asks: useArrivalAct(askForHelp, (a) => ({ ...a, state: 'being_served', with: me, leaveInPeace: false })),
    undo: useArrivalAct(undoArrivalAct, (a, { body }) =>
      body.act === 'greet' ? { ...a, state: 'waiting', greetedBy: null, with: null, leaveInPeace: false } : a,
    ),
    left: useArrivalAct(arrivalLeft, () => null),
    name: useArrivalAct(nameArrival, (a, { body }) => ({ ...a, note: body.note ?? a.note })),
    here: useAct(someoneIsHere),
  }
}

export type ArrivalActs = ReturnType<typeof useArrivalActs>

function useArrivalAct<E extends Endpoint>(
  endpoint: E,
  change: (arrival: Arrival, input: InputOf<E>) => Arrival | null,
) {
  return useAct(endpoint, {
    shows: (input) => {
      const { conversationId } = (input as { params: { conversationId: string } }).params
      const become = (a: Arrival) => (a.conversationId === conversationId ? (change(a, input) ?? []) : a)
      return [shows(readCounter, undefined, (c) => ({ ...c, arrivals: c.arrivals.flatMap(become) }))]
    },
  })
}

/** The input of an act about one arrival. */
export function withId<Body>(arrival: Pick<Arrival, 'conversationId'>, body: Body) {
  return { params: { conversationId: arrival.conversationId }, body }
}
