import { useTranslations } from 'use-intl'
import { Button, type ButtonAppearance } from './Button.tsx'

type Paged = {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

/** The way to more of a list that is read page by page, as long as there is more; quiet and small, as in a part of a page. */
export function ShowMore({
  query,
  words,
  look = 'quiet',
  size = 's',
  className,
}: Omit<ButtonAppearance, 'wide'> & {
  query: Paged
  /** where they are not the usual ones */
  words?: string | undefined
  className?: string | undefined
}) {
  const f = useTranslations('form')
  if (!query.hasNextPage) return null
  return (
    <Button
      look={look}
      size={size}
      {...(className !== undefined && { className })}
      busy={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {words ?? f('more')}
    </Button>
  )
}
