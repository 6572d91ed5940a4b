/** How long what one types may wait for the field it is meant for (ms). */
const LONGEST = 5_000

let stop: (() => void) | null = null

/**
 * Something was asked for that takes the keys over and is not on the screen yet (search, a dialog). Until it has the focus no
 * typed letter is a key; what was typed goes into its field, if the focus goes to one.
 */
export function catchTyping(): void {
  stop?.()
  let typed = ''
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else if (event.key.length === 1) typed += event.key
    else if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
  }
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || !target.closest('[role=dialog], [role=menu]')) return
    stop?.()
    // As if it were typed there: the field hears of it, and the browser can undo it.
    if (typed !== '' && target.matches('input, textarea')) document.execCommand('insertText', false, typed)
  }
  const timer = window.setTimeout(() => stop?.(), LONGEST)
  window.addEventListener('keydown', onKeyDown, true)
  window.addEventListener('focusin', onFocusIn, true)
  stop = () => {
    window.clearTimeout(timer)
    window.removeEventListener('keydown', onKeyDown, true)
    window.removeEventListener('focusin', onFocusIn, true)
    stop = null
  }
}
