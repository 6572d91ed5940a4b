import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useSession } from '../../shell/session.tsx'
import { LIST, optionId } from './Mentions.tsx'
import { type Callable, callingAt, fitting, withCalled } from './mention.ts'

/** Offers colleagues' names while one is typed after an `@` in a note. */
export function useMentions(
  area: RefObject<HTMLTextAreaElement | null>,
  value: string,
  onChange: (text: string) => void,
  enabled: boolean,
) {
  const { member, members } = useSession()
  const [caret, setCaret] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  /** The sign whose list was sent away. */
  const [waved, setWaved] = useState<number | null>(null)
  const others = members.filter((one) => one.active && one.id !== member.id)
  const calling = enabled && caret !== null ? callingAt(value, Math.min(caret, value.length)) : null
  const found = calling && calling.at !== waved ? fitting(calling.typed, others) : []
  // Nothing is offered any more once a whole name stands there.
  const done = found.length > 0 && found.some((one) => one.name === calling?.typed.trim())
  const fits = done || (calling?.typed.endsWith(' ') && isCalled(calling.typed, others)) ? [] : found
  const here = Math.min(at, fits.length - 1)
  const choose = (one: Callable) => {
    if (!calling) return
    const put = withCalled(value, calling, one, others)
    onChange(put.text)
    setCaret(null)
    setAt(0)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(put.caret, put.caret)
    })
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (fits.length === 0 || event.nativeEvent.isComposing) return false
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((here + step + fits.length) % fits.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(fits[here]!)
    else if (event.key === 'Escape') setWaved(calling?.at ?? null)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const moved = () => {
    const now = area.current?.selectionStart ?? null
    if (now === caret) return
    setCaret(now)
    setAt(0)
    if (now !== null && callingAt(area.current?.value ?? '', now) === null) setWaved(null)
  }
  return {
    fits,
    here,
    choose,
    onKeyDown,
    moved,
    gone: () => setCaret(null),
    aria:
      fits.length > 0
        ? {
            'aria-haspopup': 'listbox' as const,
            'aria-controls': LIST,
            'aria-activedescendant': optionId(fits[here]!.id),
          }
        : {},
  }
}

function isCalled(typed: string, all: readonly Callable[]): boolean {
  const first = typed.trim().toLowerCase()
  return all.filter((one) => one.name.split(/\s+/)[0]?.toLowerCase() === first).length === 1
}
