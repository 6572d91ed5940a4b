import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { UNDO_CHOICES } from '../../domain/conversations/undo-send.ts'
import { HotkeysProvider } from '../ui/hotkeys.tsx'
import type { Keys } from '../ui/keys.ts'

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
  /** takes over what was chosen on another machine */
  adopt: (kept: Partial<Preferences>) => void
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

/** Keeps the preferences in this browser, shows them, and lets the keyboard follow them. `onChange` may keep them elsewhere too. */
export function PreferencesProvider({
  onChange,
  children,
}: {
  onChange?: ((p: Preferences) => void) | undefined
  children: ReactNode
}) {
  const [preferences, setPreferences] = useState(read)
  useEffect(() => show(preferences), [preferences])
  useEffect(() => {
    const follow = (event: StorageEvent) => event.key === PLACE && setPreferences(read())
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  const adopt = useCallback((part: Partial<Preferences>) => {
    const next = { ...read(), ...part }
    try {
      localStorage.setItem(PLACE, JSON.stringify(next))
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
    setPreferences(next)
    return next
  }, [])
  const change = useCallback(
    (part: Partial<Preferences>) => {
      onChange?.(adopt(part))
    },
    [onChange, adopt],
  )
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
    if (Object.keys(member.preferences).length > 0) adopt(member.preferences)
  }, [member, adopt])
}
