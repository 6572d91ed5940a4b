import { SlidersHorizontal, UserRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { Cluster, Stack } from '../ui/Layout.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { useIsPhone } from '../ui/media.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { MADE, madeTo, OF, type PromiseSearch, readPromiseSearch } from './filter.ts'
import css from './PromisesPage.module.css'

type Props = { search: PromiseSearch; onSearch: (search: PromiseSearch) => void }

/** Whose promises, to whom, open or settled. On a phone one button says what is chosen, and opens the rest. */
export function PromiseFilters({
  search,
  onSearch,
  children,
  more,
}: Props & {
  /** what else one can do with the list */
  children?: ReactNode
  /** on a phone it stands behind the button */
  more?: ReactNode
}) {
  const isPhone = useIsPhone()
  return (
    <div className={css.choose}>
      <Cluster gap={isPhone ? 's' : 'm'}>
        {isPhone ? (
          <FoldedFilters search={search} onSearch={onSearch} more={more} />
        ) : (
          <Filters search={search} onSearch={onSearch} />
        )}
        {children}
        {!isPhone && more}
      </Cluster>
    </div>
  )
}

/** One button with what is chosen in words. */
function FoldedFilters({ search, onSearch, more }: Props & { more: ReactNode }) {
  const t = useTranslations('promises')
  const [open, setOpen] = useState(false)
  const owner = useOwnerName(search)
  const chosen = [
    owner ?? t(`of.${search.of ?? 'mine'}`),
    // What is usual goes without saying.
    search.of !== 'to_me' && madeTo(search) !== 'customers' && t(`made.${madeTo(search)}`),
    search.state && t(`state.${search.state}`),
  ].filter((part) => typeof part === 'string')
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('filter.title')}
      trigger={
        <Button size="s" icon={SlidersHorizontal} className={css.folded}>
          <VisuallyHidden>{t('filter.title')}: </VisuallyHidden>
          {chosen.join(' · ')}
        </Button>
      }
      actions={<DialogClose render={<Button look="filled">{t('filter.show')}</Button>} />}
    >
      <Stack gap="m">
        <Filters search={search} onSearch={onSearch} />
        {more}
      </Stack>
    </Dialog>
  )
}

function useOwnerName(search: PromiseSearch): string | undefined {
  const { members } = useSession()
  return members.find((m) => m.id === search.owner)?.name
}

function Filters({ search, onSearch }: Props) {
  const t = useTranslations('promises')
  const { members } = useSession()
  const owner = useOwnerName(search)
  const put = (more: Record<string, unknown>) => onSearch(readPromiseSearch({ ...search, ...more }))
  return (
    <>
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
        segments={(['open', 'late', 'settled'] as const).map((value) => ({
          value,
          label: t(`state.${value}`),
        }))}
      />
      {search.of === 'all' && (
        <Menu
          trigger={
            <Button size="s" look="quiet" icon={UserRound}>
              <VisuallyHidden>{t('owner')}: </VisuallyHidden>
              {owner ?? t('everybody')}
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
    </>
  )
}
