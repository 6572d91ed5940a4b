import { CheckCheck, Ellipsis, UserX } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { finishNextContact, missNextContact, reopenNextContact } from '../../contract/contact.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { useAct } from '../api/queries.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { say } from '../ui/toasts.tsx'

/** What one can say of somebody whose moment has passed: that it took place, or that they did not come. No clock says it. */
export function ExpectedMenu({ nextContactId, name }: { nextContactId: string; name: string }) {
  const t = useTranslations('expected')
  const input = { params: { nextContactId: nextContactId as Id<'next_contact'> } }
  const again = useAct(reopenNextContact)
  const undo = () => again.mutate(input)
  const finish = useAct(finishNextContact, {
    onSuccess: () => say({ words: t('tookPlace', { name }), undo }),
  })
  const miss = useAct(missNextContact, { onSuccess: () => say({ words: t('didNotCome', { name }), undo }) })
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('more', { name })} tip={false} />}>
      <MenuItem icon={CheckCheck} onSelect={() => finish.mutate(input)}>
        {t('act.tookPlace')}
      </MenuItem>
      <MenuItem icon={UserX} onSelect={() => miss.mutate(input)}>
        {t('act.didNotCome')}
      </MenuItem>
    </Menu>
  )
}
