import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { readConversation } from '../../contract/conversations.ts'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'
import { readPerson } from '../../contract/people.ts'
import { readPromise } from '../../contract/promises.ts'
import type { RefusalCode } from '../../domain/shared/refusal.ts'
import { type Showing, showAtOnce } from './at-once.ts'
import { call, Problem } from './call.ts'

/** Under which key the store keeps what an endpoint answered to an input. */
export function keyOf<E extends Endpoint>(endpoint: E, input?: InputOf<E>) {
  return input === undefined ? ([endpoint.name] as const) : ([endpoint.name, input] as const)
}

/** Reads an endpoint: `useQuery(reading(readPerson, { params: { personId } }))`. */
export function reading<E extends Endpoint>(endpoint: E, input?: InputOf<E>) {
  return queryOptions({
    queryKey: keyOf(endpoint, input) as readonly unknown[],
    queryFn: ({ signal }) => call(endpoint, input, signal),
  })
}

type Paged = { next: string | null }

/** Reads a list page by page: `useInfiniteQuery(paging(listPeople, { query: { q } }))`; `data.pages.flatMap((p) => p.items)`. */
export function paging<E extends Endpoint>(endpoint: E, input?: InputOf<E>) {
  const base = (input ?? {}) as { query?: Record<string, unknown> }
  return infiniteQueryOptions({
    queryKey: [endpoint.name, base, 'pages'] as readonly unknown[],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...base.query, ...(pageParam ? { after: pageParam } : {}) }
      return call(endpoint, { ...base, query } as InputOf<E>, signal) as Promise<ReplyOf<E> & Paged>
    },
    initialPageParam: '' as string,
    getNextPageParam: (last: ReplyOf<E> & Paged): string | undefined => last.next ?? undefined,
  })
}

/** The pages of a list as one list. */
export function itemsOf<T>(data: InfiniteData<{ items: T[] }> | undefined): T[] {
  return data?.pages.flatMap((p) => p.items) ?? []
}

/** Where the reply of an act is itself what a reading shows, the screen has it at once; by the name of the reply's schema. */
const WHOLE: Readonly<Record<string, (id: string) => readonly unknown[]>> = {
  Conversation: (id) => [readConversation.name, { params: { conversationId: id } }],
  Person: (id) => [readPerson.name, { params: { personId: id } }],
  RecoveryCase: (id) => ['readRecoveryCase', { params: { recoveryId: id } }],
  Promise: (id) => [readPromise.name, { params: { promiseId: id } }],
}

/** Has everything that stands on the screen read anew. */
export function readAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
}

/**
 * An act: `const keep = useAct(keepPromise)`, then `keep.mutate({ params, body })`. What it changed is read anew; other screens
 * learn of it by the live line. `shows`: what stands on the screen at once, and goes back if the server says no. `quiet`: its own
 * place says what went wrong, of all refusals or of some.
 */
export function useAct<E extends Endpoint>(
  endpoint: E,
  options: {
    quiet?: boolean | readonly RefusalCode[]
    /** true: it was shown already, by whoever calls it */
    goesBack?: boolean
    shows?: (input: InputOf<E>) => readonly Showing[]
    onSuccess?: (reply: ReplyOf<E>, input: InputOf<E>) => void
    /** done twice it is as done once: a reply that was lost on the way is asked for again */
    again?: boolean
    /** there is no line: it waits in this browser, and is done when there is one */
    onKept?: (input: InputOf<E>) => void
  } = {},
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<E>) => call(endpoint, input, undefined, () => options.onKept?.(input)),
    retry: (times, error) => options.again === true && times < 2 && !(error instanceof Problem),
    // Without a line it comes to an end and says so: nobody waits for it before a button that is busy.
    ...(options.again && { networkMode: 'always' as const }),
    meta: { quiet: options.quiet ?? false, goesBack: options.goesBack ?? options.shows !== undefined },
    onMutate: (input) => options.shows && showAtOnce(queryClient, options.shows(input)),
    onError: (error, _input, standing) => {
      standing?.failed()
      // Somebody was quicker: what they did is what one sees next.
      if (error instanceof Problem) readAnew(queryClient)
    },
    onSuccess: (reply, input, standing) => {
      // The build writes `shows` in place of the schemas (see vite.config.ts).
      const whole = WHOLE[(endpoint as { shows?: string }).shows ?? '']
      if (whole && reply !== undefined) queryClient.setQueryData(whole((reply as { id: string }).id), reply)
      standing?.done()
      readAnew(queryClient)
      options.onSuccess?.(reply, input)
    },
  })
}
