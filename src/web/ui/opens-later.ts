import { cloneElement, type KeyboardEvent, type ReactElement, useEffect, useState } from 'react'
import type { Later } from './later.ts'
import { useSayMissing } from './use-say-missing.ts'

type Opening = {
  trigger: ReactElement
  open?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
}

/**
 * Gives the parts once they are wanted and there, else the button that asks for them: a press, or the arrows a menu opens by.
 * From then on the parts stay, and bring the button themselves.
 */
export function useLater<Parts>(
  what: Later<Parts>,
  kind: 'menu' | 'dialog',
  { trigger, open, onOpenChange }: Opening,
): { parts: Parts } | { plain: ReactElement } {
  const [wanted, setWanted] = useState(false)
  const [, setFetched] = useState(false)
  const sayMissing = useSayMissing()
  const parts = what.parts()
  if (open && !wanted) setWanted(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: how it is said changes nothing
  useEffect(() => {
    if (!wanted || parts) return
    const giveUp = () => {
      sayMissing(navigator.onLine)
      setWanted(false)
      onOpenChange?.(false)
    }
    what.fetch().then(() => setFetched(true), giveUp)
  }, [what, wanted, parts, onOpenChange])
  if (wanted && parts) return { parts }
  const ask = () => {
    setWanted(true)
    onOpenChange?.(true)
  }
  const more = {
    onClick: ask,
    onKeyDown: (event: KeyboardEvent) => {
      if (kind !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      event.preventDefault()
      ask()
    },
    'aria-haspopup': kind,
    'aria-expanded': false,
  }
  return { plain: cloneElement(trigger, more) }
}
