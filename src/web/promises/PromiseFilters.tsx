import { UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Cluster } from '../ui/Layout.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { MADE, madeTo, OF, type PromiseSearch, readPromiseSearch } from './filter.ts'
import css from './PromisesPage.module.css'

/** Whose promises, to whom, open or settled. */
export function PromiseFilters({
  search,
  onSearch,
  children,
}: {
  search: PromiseSearch
  onSearch: (search: PromiseSearch) => void
  /** what else one can do with the list */
  children?: ReactNode
}) {
  const t = useTranslations('promises')
  const { members } = useSession()
  const put = (more: Record<string, unknown>) => onSearch(readPromiseSearch({ ...search, ...more }))
  return (
    <div className={css.choose}>
      <Cluster gap="m">
        <Segmented
          label={t('whose')}
          value={search.of ?? 'mine'}
          onChange={(of) => put({ of, owner: undefined })}
          segments={OF.map((value) => ({ value, label: t(`of.${value}`) }))}
        />
        {search.of !== 'to_me' && (
          <Segmented
            label={t('toWhom')}
            value={madeTo(search)}
            onChange={(made) => put({ made })}
            segments={MADE.map((value) => ({ value, label: t(`made.${value}`) }))}
          />
        )}
        <Segmented
          label={t('which')}
          value={search.state ?? 'open'}
          onChange={(state) => put({ state })}
          segments={(['open', 'settled'] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        {search.of === 'all' && (
          <Menu
            trigger={
              <Button size="s" look="quiet" icon={UserRound}>
                <VisuallyHidden>{t('owner')}: </VisuallyHidden>
                {members.find((m) => m.id === search.owner)?.name ?? t('everybody')}
              </Button>
            }
          >
            <MenuItem onSelect={() => put({ owner: undefined })}>{t('everybody')}</MenuItem>
            {/* who has left may still owe something */}
            {members.map((m) => (
              <MenuItem key={m.id} icon={UserRound} onSelect={() => put({ owner: m.id })}>
                {m.name}
              </MenuItem>
            ))}
          </Menu>
        )}
        {children}
      </Cluster>
    </div>
  )
}
