import { type KeyboardEvent, type RefObject, useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { useVerbs } from './hotkeys.tsx'

/**
 * Walks through a list by `J` and `K`, and by the arrows when the focus is in it. Rows are the elements with `data-row` inside the
 * container (`Line` sets it). Where nothing in the list has the focus, it starts at the row with `aria-current`.
 * With `open` the row is also pressed, so that its link leads on at once (Inbox). Give the container the returned `onKeyDown`.
 */
export function useListNavigation(
  container: RefObject<HTMLElement | null>,
  { open = false, enabled = true }: { open?: boolean; enabled?: boolean } = {},
): { onKeyDown: (event: KeyboardEvent) => void } {
  const t = useTranslations('ui.list')
  const move = useCallback(
    (to: 'next' | 'previous' | 'first' | 'last') => {
      const rows = [...(container.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
      const focused = rows.findIndex((row) => row.contains(document.activeElement))
      const at = focused >= 0 ? focused : rows.findIndex((row) => row.matches('[aria-current]'))
      const aim = {
        next: Math.min(at + 1, rows.length - 1),
        previous: Math.max(at - 1, 0),
        first: 0,
        last: rows.length - 1,
      }[to]
      const row = rows[aim]
      if (!row || aim === at) return
      if (row.tabIndex < 0) row.tabIndex = -1
      row.focus()
      row.scrollIntoView({ block: 'nearest' })
      if (open) row.click()
    },
    [container, open],
  )
  useVerbs([
    {
      id: 'list.next',
      label: t('next'),
      keys: 'j',
      repeats: true,
      enabled,
      run: () => move('next'),
    },
    {
      id: 'list.previous',
      label: t('previous'),
      keys: 'k',
      repeats: true,
      enabled,
      run: () => move('previous'),
    },
  ])
  return {
    onKeyDown: (event) => {
      const aim = ({ ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const)[event.key]
      const onRow = event.target instanceof HTMLElement && event.target.matches('[data-row]')
      // With Shift they choose, which is said by a verb of the list's own.
      if (!aim || !onRow || !enabled || event.shiftKey) return
      event.preventDefault()
      move(aim)
    },
  }
}
