import { useMatches, useNavigate, useRouter } from '@tanstack/react-router'
import { Bell, ConciergeBell, HeartHandshake, PenLine, Phone, Search } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { countWaits } from '../api/line.ts'
import type { GiveTo, Unnamed } from '../goodwill/give/use-left.ts'
import { useOpenedFromPush } from '../notices/use-opened-from-push.ts'
import { useReadHere } from '../notices/use-read-here.ts'
import { Button } from '../ui/Button.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { fetchMenu } from '../ui/Menu.tsx'
import { fetchPopover } from '../ui/Popover.tsx'
import { fetchToasts } from '../ui/toasts.tsx'
import { catchTyping } from '../ui/typed-ahead.ts'
import css from './AppShell.module.css'
import { latePart } from './late-part.tsx'
import { Nav } from './Nav.tsx'
import { fetchOfflineBanner, OfflineBanner } from './OfflineBanner.tsx'
import { linkTo, SCREENS } from './screens.ts'
import { useMay, useSession } from './session.tsx'
import { type ShellActs, ShellActsProvider } from './shell-acts.tsx'
import type { Counts, ShellSource } from './source.ts'

const importCapture = () => import('../channels/CaptureDialog.tsx')
const importPalette = () => import('./CommandPalette.tsx')
const importNew = () => import('../conversations/NewConversationDialog.tsx')
const importWaiting = () => import('../conversations/waiting/WaitingDialog.tsx')
const importNotices = () => import('../notices/NoticesSheet.tsx')
const Capture = latePart(async () => (await importCapture()).CaptureDialog)
const Palette = latePart(async () => (await importPalette()).CommandPalette)
const NewConversation = latePart(async () => (await importNew()).NewConversationDialog)
const Notices = latePart(async () => (await importNotices()).NoticesSheet)
const Waiting = latePart(async () => (await importWaiting()).WaitingDialog)
const importGive = () => import('../goodwill/give/GiveDialog.tsx')
const Give = latePart(async () => (await importGive()).GiveDialog)
const KeysDialog = latePart(async () => (await import('./KeysDialog.tsx')).KeysDialog)

type Over = 'palette' | 'keys' | 'call' | 'new' | 'notices' | 'waiting' | 'signOut' | 'right'

export type AppShellProps = {
  counts: Counts
  search: ShellSource['search']
  onSignOut: () => void
  /** the slim bar of a demo workspace; shown only there */
  demoBar?: ReactNode
  children: ReactNode
}

/** The frame of the staff app: menu, search, the two captures, keys, and the page. */
export function AppShell({ counts, search, onSignOut, demoBar, children }: AppShellProps) {
  const t = useTranslations('shell')
  const { workspace } = useSession()
  const [over, setOver] = useState<Over | null>(null)
  // Each stays until the server has it; the next one may come in meanwhile.
  const [arrived, setArrived] = useState<readonly number[]>([])
  const mayWrite = useMay('conversations.write')
  const mayGreet = useMay('counter.use')
  const mayGive = useMay('goodwill.give')
  const [giveTo, setGiveTo] = useState<GiveTo | Unnamed | null | undefined>()
  const thumbs = useMatches({
    select: (matches) => matches.every((match) => match.staticData.thumbs !== false),
  })
  const acts = useMemo<ShellActs>(() => {
    const open = (what: Over) => () => {
      catchTyping()
      setOver(what)
    }
    return {
      openPalette: open('palette'),
      openKeys: open('keys'),
      openNotices: open('notices'),
      logCall: mayWrite ? open('call') : undefined,
      writeToSomebody: mayWrite ? open('new') : undefined,
      someoneIsHere: mayGreet
        ? () => {
            catchTyping()
            setOver(null)
            setArrived((those) => [...those, (those.at(-1) ?? 0) + 1])
          }
        : undefined,
      makeRight: mayGive
        ? (to) => {
            setGiveTo(to)
            open('right')()
          }
        : undefined,
      // What waits here would be lost with it.
      signOut: () => (countWaits() > 0 ? setOver('signOut') : onSignOut()),
    }
  }, [mayWrite, mayGreet, mayGive, onSignOut])
  useShellVerbs(acts)
  useReadiness()
  useReadHere()
  useOpenedFromPush()
  const close = () => setOver(null)
  return (
    <ShellActsProvider value={acts}>
      <a href="#main" className={css.skip}>
        {t('skip')}
      </a>
      <div className={css.bars}>
        {workspace.isDemo && demoBar && (
          <aside className={css.demo} aria-label={t('demo.label')}>
            {demoBar}
          </aside>
        )}
        <OfflineBanner onLook={() => setOver('waiting')} />
      </div>
      <div className={css.app}>
        <Nav counts={counts} />
        <main id="main" tabIndex={-1} className={css.main} data-thumbs={thumbs ? '' : undefined}>
          {children}
        </main>
        {thumbs && (
          <div className={css.thumbs}>
            {acts.logCall && (
              <Button size="l" wide icon={Phone} onClick={acts.logCall}>
                {t('capture.call')}
              </Button>
            )}
            {acts.someoneIsHere && (
              <Button size="l" wide look="filled" icon={ConciergeBell} onClick={acts.someoneIsHere}>
                {t('capture.arrival')}
              </Button>
            )}
          </div>
        )}
      </div>
      {over === 'palette' && <Palette search={search} onClose={close} />}
      {over === 'keys' && <KeysDialog onClose={close} />}
      {over === 'notices' && <Notices onClose={close} />}
      {(over === 'waiting' || over === 'signOut') && (
        <Waiting onClose={close} {...(over === 'signOut' && { onSignOut })} />
      )}
      {over === 'new' && <NewConversation onClose={close} />}
      {over === 'right' && <Give to={giveTo} onClose={close} />}
      {over === 'call' && <Capture kind="call" onClose={close} />}
      {arrived.map((n) => (
        <Capture key={n} kind="arrival" onClose={() => setArrived((those) => those.filter((t) => t !== n))} />
      ))}
    </ShellActsProvider>
  )
}

/**
 * Fetches what is likely next while nothing else happens: what opens when the telephone rings, and the code of all screens, so
 * that they answer at once and reading goes on when the line is lost.
 */
function useReadiness(): void {
  const router = useRouter()
  useEffect(() => {
    const later = setTimeout(() => {
      const screens = Object.values(router.routesById).filter((route) => route.id.startsWith('/staff'))
      void Promise.allSettled([
        importCapture(),
        importPalette(),
        importNew(),
        importNotices(),
        importWaiting(),
        importGive(),
        fetchOfflineBanner(),
        fetchMenu(),
        fetchPopover(),
        fetchToasts(),
        ...screens.map((route) => router.loadRouteChunk(route)),
      ])
    }, 1_500)
    return () => clearTimeout(later)
  }, [router])
}

function useShellVerbs(acts: ShellActs): void {
  const t = useTranslations('shell')
  const tell = useTranslations('notices')
  const planned = useTranslations('conversations.planned')
  const navigate = useNavigate()
  const everywhere = t('palette.everywhere')
  useVerbs([
    {
      id: 'shell.palette',
      label: t('palette.open'),
      keys: 'mod+k',
      listed: false,
      run: acts.openPalette,
      group: everywhere,
    },
    {
      id: 'shell.search',
      label: t('search.label'),
      keys: '/',
      listed: false,
      run: acts.openPalette,
      group: everywhere,
    },
    {
      id: 'shell.notices',
      label: tell('open'),
      keys: 'shift+n',
      icon: Bell,
      run: acts.openNotices,
      group: everywhere,
    },
    { id: 'shell.keys', label: t('keys.open'), keys: '?', run: acts.openKeys, group: everywhere },
    {
      id: 'capture.call',
      label: t('capture.call'),
      keys: 't',
      icon: Phone,
      group: everywhere,
      enabled: acts.logCall !== undefined,
      run: () => acts.logCall?.(),
    },
    {
      id: 'capture.arrival',
      label: t('capture.arrival'),
      keys: 'w',
      icon: ConciergeBell,
      group: everywhere,
      enabled: acts.someoneIsHere !== undefined,
      run: () => acts.someoneIsHere?.(),
    },
    {
      id: 'goodwill.give',
      label: t('capture.right'),
      keys: 'shift+g',
      icon: HeartHandshake,
      group: everywhere,
      enabled: acts.makeRight !== undefined,
      run: () => acts.makeRight?.(),
    },
    {
      id: 'conversation.new',
      label: t('capture.write'),
      keys: 'c',
      icon: PenLine,
      group: everywhere,
      enabled: acts.writeToSomebody !== undefined,
      run: () => acts.writeToSomebody?.(),
    },
    ...SCREENS.map((screen) => ({
      id: `go.${screen.name}`,
      label: t('palette.goTo', { screen: t(`screens.${screen.name}`) }),
      keys: screen.keys,
      icon: screen.icon,
      group: t('palette.go'),
      run: () => void navigate(linkTo(screen)),
    })),
    {
      id: 'go.search',
      label: t('palette.goTo', { screen: t('search.label') }),
      keys: 'g /',
      icon: Search,
      group: t('palette.go'),
      run: () => void navigate({ to: '/search', search: {} }),
    },
    {
      id: 'go.planned',
      label: t('palette.goTo', { screen: planned('page') }),
      group: t('palette.go'),
      run: () => void navigate({ to: '/planned' }),
    },
    { id: 'shell.signOut', label: t('member.signOut'), run: acts.signOut, group: everywhere },
  ])
}
