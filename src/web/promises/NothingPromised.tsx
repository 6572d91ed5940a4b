import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { madeTo, type PromiseSearch } from './filter.ts'

/** No promise is there: says what would be, and offers to look further. */
export function NothingPromised({
  search,
  owner,
  onSearch,
}: {
  search: PromiseSearch
  owner: string | undefined
  onSearch: (search: PromiseSearch) => void
}) {
  const t = useTranslations('promises.empty')
  const { of = 'mine', state } = search
  const between = madeTo(search) === 'colleagues'
  const whole = of === 'all' && !owner && madeTo(search) === 'everybody'
  const title = state
    ? t(state)
    : owner
      ? t('owner', { name: owner })
      : of === 'to_me'
        ? t('to_me')
        : t(between ? `colleagues.${of}` : of)
  return (
    <EmptyState
      title={title}
      action={
        whole ? (
          <LinkButton to="/inbox">{t('toInbox')}</LinkButton>
        ) : (
          <Button onClick={() => onSearch({ of: 'all', made: 'everybody', ...(state ? { state } : {}) })}>
            {t('showAll')}
          </Button>
        )
      }
    >
      {t(state ? `${state}Words` : between ? 'colleagueWords' : 'words')}
    </EmptyState>
  )
}
