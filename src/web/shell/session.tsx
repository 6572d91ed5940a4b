import { queryOptions } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import type { readSession } from '../../contract/accounts.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { Permission } from '../../domain/accounts/permissions.ts'
import type { ShellSource } from './source.ts'

/** What the server knows of who looks at the screen. */
export type SessionReply = ReplyOf<typeof readSession>
/** Who is signed in, where, and what they may do. */
export type Session = NonNullable<SessionReply['current']>
export type Site = Session['sites'][number]

const SessionContext = createContext<Session | null>(null)

/** Hands the session to all screens below. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is signed in, their workspace, its sites, teams and members. Only on the screens of those who serve. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new Error('a session is known inside the staff shell')
  return session
}

/** The site the signed-in member works at. */
export function useSite(): Site | undefined {
  const session = useSession()
  return session.sites.find((site) => site.id === session.member.siteId) ?? session.sites[0]
}

/** Tells whether the signed-in member may do something; the server decides again. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}

/** The session as a query: `queryClient.invalidateQueries({ queryKey: ['session'] })` after signing in or changing oneself. */
export function sessionQuery(source: ShellSource) {
  return queryOptions({ queryKey: ['session'], queryFn: () => source.readSession(), staleTime: 60_000 })
}
