import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useRouteContext, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useLocale } from 'use-intl'
import { chooseLocale, LOCALE_FACTS } from '../../words/words.ts'
import { ClockProvider } from '../ui/clock.tsx'
import { AppShell } from './AppShell.tsx'
import { useAdoptPreferences, usePreferences } from './preferences.tsx'
import { SomebodyElse } from './SomebodyElse.tsx'
import { type Session, SessionProvider, sessionQuery, useSite } from './session.tsx'
import { useSpoken, VocabularyProvider } from './WordsProvider.tsx'

/** The layout of all staff screens: reads the session, tells the time of the site, and puts the page into the frame. */
export function StaffLayout() {
  const { source } = useRouteContext({ from: '__root__' })
  const { data, dataUpdatedAt } = useSuspenseQuery(sessionQuery(source))
  useAdoptPreferences(data.current?.member)
  const { preferences } = usePreferences()
  useSpoken(data.current ? chooseLocale([preferences.language, data.current.workspace.language]) : undefined)
  if (!data.current) return null
  return (
    <SessionProvider session={data.current}>
      <VocabularyProvider vocabulary={data.current.workspace.vocabulary}>
        <Framed aheadMs={aheadOf(data.current, dataUpdatedAt)} />
      </VocabularyProvider>
    </SessionProvider>
  )
}

/** How far the workspace's clock runs ahead of this machine's: a demo may be turned; otherwise only a badly set machine differs. */
function aheadOf(session: Session, readAt: number): number {
  const ahead = Date.parse(session.workspace.now) - readAt
  return Math.abs(ahead) > 30_000 ? ahead : 0
}

function Framed({ aheadMs }: { aheadMs: number }) {
  const { source } = useRouteContext({ from: '__root__' })
  const router = useRouter()
  const queryClient = useQueryClient()
  const locale = useLocale()
  const site = useSite()
  const { data: counts } = useQuery({ queryKey: ['counts'], queryFn: source.readCounts, staleTime: 30_000 })
  const signOut = useCallback(async () => {
    await source.signOut()
    queryClient.clear()
    await router.navigate({ to: '/sign-in' })
  }, [source, queryClient, router])
  const { DemoBar, Live, Confirm } = source
  return (
    <ClockProvider zone={site?.timeZone ?? 'UTC'} dates={LOCALE_FACTS[locale].dates} aheadMs={aheadMs}>
      {Live && <Live />}
      {Confirm && <Confirm />}
      <SomebodyElse />
      <AppShell
        counts={counts ?? {}}
        search={source.search}
        onSignOut={signOut}
        demoBar={DemoBar && <DemoBar />}
      >
        <Outlet />
      </AppShell>
    </ClockProvider>
  )
}
