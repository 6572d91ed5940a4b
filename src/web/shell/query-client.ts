import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { RefusalCode } from '../../domain/shared/refusal.ts'
import { TakenBack } from '../api/call.ts'
import { say } from '../ui/toasts.tsx'
import { refusalCode, type Trouble } from './trouble.ts'

/** After these nothing here can be read or done: whoever looks on is led to where it begins. */
const OUT: ReadonlySet<unknown> = new Set(['not_signed_in', 'two_step_needed', 'access_ended'])

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** true, or the refusals of which it is true: the mutation's own code says what went wrong, at its field */
      quiet?: boolean | readonly RefusalCode[]
      /** it stood on the screen before it was done: what went wrong also says that it stands as before */
      goesBack?: boolean
    }
  }
}

/**
 * The store of what the server said. A refusal is an answer and is not asked again; a lost line is, a little later. An act that
 * fails says so at the foot of the screen, unless its `meta.quiet` says that its own place does. `onOut`: the session has ended, or
 * the second step is wanted first.
 */
export function createQueryClient(
  troubleOf: (error: unknown) => Trouble,
  onOut: () => void = () => {},
): QueryClient {
  const heed = (error: unknown) => {
    if (OUT.has(refusalCode(error))) onOut()
  }
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 15 * 60_000,
        networkMode: 'offlineFirst',
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        retry: (count, error) => refusalCode(error) === undefined && count < 2,
        retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
      },
      mutations: { networkMode: 'offlineFirst', retry: false },
    },
    queryCache: new QueryCache({ onError: heed }),
    mutationCache: new MutationCache({
      onError: (error, _input, _context, mutation) => {
        // Whoever took it back knows.
        if (error instanceof TakenBack) return
        heed(error)
        // A window of its own says that.
        if (refusalCode(error) === 'somebody_else') return
        const quiet = mutation.meta?.quiet
        const code = refusalCode(error)
        if (quiet === true || (quiet && code && quiet.includes(code))) return
        const { words, detail, asBefore } = troubleOf(error)
        const kept = detail ?? (mutation.meta?.goesBack ? asBefore : undefined)
        say({ words, ...(kept && { detail: kept }), trouble: true })
      },
    }),
  })
}
