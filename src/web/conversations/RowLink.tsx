import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, type ReactNode, useMemo } from 'react'

/**
 * The link of a line to its conversation. A plain one: the router's own follows where one is and works out its address anew at every
 * step, which in each of a hundred lines is most of what a step costs.
 */
export function RowLink({
  id,
  named,
  only,
  selected,
  className,
  children,
}: {
  id: string
  /** where the list is, as the address of a conversation names it */
  named: string
  only: string | undefined
  selected: boolean
  className: string | undefined
  children: ReactNode
}) {
  const router = useRouter()
  const to = useMemo(
    () => ({
      to: '/conversations/$id' as const,
      params: { id },
      search: { view: named, ...(only !== undefined && { only }) },
    }),
    [id, named, only],
  )
  const href = useMemo(() => router.buildLocation(to).href, [router, to])
  const onClick = (event: MouseEvent) => {
    // A new tab, a new window, a download: as the browser does it.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    void router.navigate(to)
  }
  return (
    <a
      href={href}
      onClick={onClick}
      className={className}
      data-row=""
      aria-current={selected ? 'true' : undefined}
    >
      {children}
    </a>
  )
}
