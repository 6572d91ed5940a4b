/**
 * A combination as text: `j`, `?`, `mod+k`, `mod+shift+enter`, or a sequence `g t`. `mod` is ⌘ on Apple's keyboards and Ctrl on
 * all others. Names of keys: letters and signs as they are, `enter`, `escape`, `space`, `up`, `down`, `left`, `right`.
 */
export type Keys = string

export type Stroke = { key: string; mod: boolean; shift: boolean; alt: boolean }

/** The part of a keyboard event that decides which stroke it is. */
export type KeyPress = {
  key: string
  code?: string
  metaKey: boolean
  ctrlKey: boolean
  shiftKey: boolean
  altKey: boolean
}

const NAMES: Record<string, string> = {
  ' ': 'space',
  arrowup: 'up',
  arrowdown: 'down',
  arrowleft: 'left',
  arrowright: 'right',
  esc: 'escape',
}

/** Reads a combination into its strokes, one or two. */
export function readKeys(keys: Keys): Stroke[] {
  return keys.split(' ').map((part) => {
    const names = part === '+' ? ['+'] : part.toLowerCase().split('+')
    return {
      key: names.at(-1) ?? '',
      mod: names.includes('mod'),
      shift: names.includes('shift'),
      alt: names.includes('alt'),
    }
  })
}

/** Tells whether a combination begins with a plain character, which WCAG 2.1.4 wants to be switchable. */
export function isSingleKey(keys: Keys): boolean {
  const first = readKeys(keys)[0]
  return first !== undefined && !first.mod && !first.alt && first.key.length === 1
}

/** Tells whether a pressed key is this stroke. On keyboards of other scripts the place of the key counts instead of its letter. */
export function isStroke(stroke: Stroke, press: KeyPress, apple: boolean): boolean {
  const mod = apple ? press.metaKey : press.ctrlKey
  const other = apple ? press.ctrlKey : press.metaKey
  if (other || mod !== stroke.mod || press.altKey !== stroke.alt) return false
  const pressed = NAMES[press.key.toLowerCase()] ?? press.key.toLowerCase()
  const placed = press.code?.startsWith('Key') ? press.code.slice(3).toLowerCase() : undefined
  const isLetter = /^[a-z]$/.test(stroke.key)
  const isSign = stroke.key.length === 1 && !isLetter
  if (!isSign && press.shiftKey !== stroke.shift) return false
  if (pressed === stroke.key) return true
  return isLetter && placed === stroke.key && !/^[a-z]$/.test(pressed)
}

/** Writes a pressed key as a combination, for remapping; nothing for a modifier alone. */
export function writeKeys(press: KeyPress, apple: boolean): Keys | undefined {
  const key = NAMES[press.key.toLowerCase()] ?? press.key.toLowerCase()
  if (['shift', 'control', 'meta', 'alt', 'capslock', 'tab', 'dead'].includes(key)) return undefined
  const isSign = key.length === 1 && !/^[a-z]$/.test(key)
  return [
    (apple ? press.metaKey : press.ctrlKey) && 'mod',
    press.altKey && 'alt',
    press.shiftKey && !isSign && 'shift',
    key,
  ]
    .filter(Boolean)
    .join('+')
}

const SIGNS: Record<string, string> = {
  enter: '↵',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
}

/** What stands on the caps that bear a word. */
export type CapNames = Readonly<Record<'mod' | 'escape' | 'space', string>>

/** The caps to draw for a combination, one a stroke: `⌘↵` on Apple's keyboards, `Ctrl ↵` elsewhere. */
export function drawKeys(keys: Keys, apple: boolean, names: CapNames): string[] {
  return readKeys(keys).map((stroke) => {
    const cap =
      SIGNS[stroke.key] ??
      (stroke.key in names ? names[stroke.key as keyof CapNames] : stroke.key.toUpperCase())
    const before = [
      stroke.mod && (apple ? '⌘' : names.mod),
      stroke.alt && (apple ? '⌥' : 'Alt'),
      stroke.shift && '⇧',
    ].filter(Boolean)
    return [...before, cap].join(apple ? '' : ' ')
  })
}

/** Writes a combination the way `aria-keyshortcuts` wants it; sequences have no such form. */
export function ariaKeys(keys: Keys, apple: boolean): string | undefined {
  const strokes = readKeys(keys)
  const only = strokes[0]
  if (strokes.length !== 1 || only === undefined) return undefined
  const key =
    only.key.length === 1 ? only.key.toUpperCase() : only.key.charAt(0).toUpperCase() + only.key.slice(1)
  return [only.mod && (apple ? 'Meta' : 'Control'), only.alt && 'Alt', only.shift && 'Shift', key]
    .filter(Boolean)
    .join('+')
}

/** Tells whether this browser sits behind an Apple keyboard. */
export function isApple(): boolean {
  return (
    typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent)
  )
}
