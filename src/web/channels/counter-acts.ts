import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  arrivalLeft,
  askForHelp,
  declineHelp,
  greetArrival,
  nameArrival,
  readCounter,
  serveArrival,
  someoneIsHere,
} from '../../contract/counter.ts'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import { call } from '../api/call.ts'
import { keyOf, useAct } from '../api/queries.ts'
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
  const queryClient = useQueryClient()
  const key = keyOf(readCounter)
  return useMutation({
    mutationFn: (input: InputOf<E>) => call(endpoint, input),
    onMutate: async (input) => {
      await queryClient.cancelQueries({ queryKey: key })
      const former = queryClient.getQueryData<Counter>(key)
      const { conversationId } = (input as { params: { conversationId: string } }).params
      if (former) {
        const arrivals = former.arrivals.flatMap((a) =>
          a.conversationId === conversationId ? (change(a, input) ?? []) : a,
        )
        queryClient.setQueryData<Counter>(key, { ...former, arrivals })
      }
      return { former }
    },
    onError: (_error, _input, context) => {
      if (context?.former) queryClient.setQueryData(key, context.former)
    },
    onSettled: () => queryClient.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' }),
  })
}

/** The input of an act about one arrival. */
export function withId<Body>(arrival: Pick<Arrival, 'conversationId'>, body: Body) {
  return { params: { conversationId: arrival.conversationId }, body }
}
