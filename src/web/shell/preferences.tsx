import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { UNDO_CHOICES } from '../../domain/conversations/undo-send.ts'
import { HotkeysProvider } from '../ui/hotkeys.tsx'
import type { Keys } from '../ui/keys.ts'
import { openKeeping } from './kept-preferences.ts'
import { refusalCode } from './trouble.ts'

/** How the app looks and listens on this machine. */
export type Preferences = {
  theme: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
  /** false: plain characters are no keys */
  singleKeys: boolean
  /** keys the person chose instead of ours, by the verb's id */
  keys: Readonly<Record<string, Keys>>
  /** what they read; null for what the workspace speaks */
  language: string | null
  /** false: colleagues are not shown which conversation they look at or write in */
  showWhere: boolean
  /** how long they can take back what they send (seconds) */
  undoSeconds: (typeof UNDO_CHOICES)[number]
  /** where one is after a close: still with it, for what comes next with this person, or with the next conversation */
  afterClose: 'stay' | 'next'
}

/** public/theme.js reads the same place before the first paint. */
const PLACE = 'servus.preferences'
const OURS: Preferences = {
  theme: 'system',
  density: 'comfortable',
  singleKeys: true,
  keys: {},
  language: null,
  showWhere: true,
  undoSeconds: 10,
  afterClose: 'stay',
}

type Kept = {
  preferences: Preferences
  change: (change: Partial<Preferences>) => void
  /** takes over what a member chose, maybe on another machine */
  adopt: (memberId: string, told: Partial<Preferences>) => void
}
const PreferencesContext = createContext<Kept | null>(null)

function read(): Preferences {
  try {
    return { ...OURS, ...JSON.parse(localStorage.getItem(PLACE) ?? '{}') }
  } catch {
    return OURS
  }
}

function show({ theme, density }: Preferences): void {
  const html = document.documentElement
  if (theme === 'system') delete html.dataset.theme
  else html.dataset.theme = theme
  if (density === 'compact') html.dataset.density = density
  else delete html.dataset.density
  const paper = getComputedStyle(document.body).backgroundColor
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', paper)
}

/** Keeps the preferences in this browser, shows them, and lets the keyboard follow them. `keep` tells the server what was changed. */
export function PreferencesProvider({
  keep,
  children,
}: {
  keep: (part: Partial<Preferences>) => Promise<unknown>
  children: ReactNode
}) {
  const [preferences, setPreferences] = useState(read)
  const [keeping] = useState(() =>
    openKeeping({
      storage: () => localStorage,
      send: keep,
      isNo: (error) => refusalCode(error) !== undefined,
      now: Date.now,
      began: performance.timeOrigin,
    }),
  )
  const whose = useRef<string>(undefined)
  useEffect(() => show(preferences), [preferences])
  useEffect(() => {
    const follow = (event: StorageEvent) => event.key === PLACE && setPreferences(read())
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  const put = useCallback((part: Partial<Preferences>) => {
    const next = { ...read(), ...part }
    try {
      localStorage.setItem(PLACE, JSON.stringify(next))
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
    setPreferences(next)
  }, [])
  const adopt = useCallback(
    (memberId: string, told: Partial<Preferences>) => {
      whose.current = memberId
      const part = keeping.over(memberId, told)
      if (Object.keys(part).length > 0) put(part)
      void keeping.flush(memberId)
    },
    [keeping, put],
  )
  const change = useCallback(
    (part: Partial<Preferences>) => {
      put(part)
      if (whose.current) void keeping.changed(whose.current, part)
    },
    [keeping, put],
  )
  useEffect(() => {
    const again = () => whose.current && void keeping.flush(whose.current)
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [keeping])
  const kept = useMemo(() => ({ preferences, change, adopt }), [preferences, change, adopt])
  return (
    <PreferencesContext value={kept}>
      <HotkeysProvider singleKeys={preferences.singleKeys} remapped={preferences.keys}>
        {children}
      </HotkeysProvider>
    </PreferencesContext>
  )
}

/** The preferences of this machine, and how to change a part of them. */
export function usePreferences(): Kept {
  const kept = use(PreferencesContext)
  if (kept === null) throw new Error('preferences are known inside a PreferencesProvider')
  return kept
}

/** Whoever signs in finds their own look and keys, on whatever machine; what they change later here holds. */
export function useAdoptPreferences(
  member: { id: string; preferences: Partial<Preferences> } | undefined,
): void {
  const { adopt } = usePreferences()
  const adopted = useRef<string>(undefined)
  useEffect(() => {
    if (!member || adopted.current === member.id) return
    adopted.current = member.id
    adopt(member.id, member.preferences)
  }, [member, adopt])
}
