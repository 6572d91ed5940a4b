import { useTranslations } from 'use-intl'
import { chooseBackup } from '../../contract/notices.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { useAct } from '../api/queries.ts'
import { say } from '../ui/toasts.tsx'
import css from './NoticesSection.module.css'

const NOBODY = 'nobody'

/** Who hears after me when something I promised is due. */
export function BackupField({ backupId }: { backupId: Id<'member'> | null }) {
  const t = useTranslations('notices.me')
  const f = useTranslations('form')
  const act = useAct(chooseBackup, { onSuccess: () => say({ words: f('saved') }) })
  return (
    <ColleagueSelect
      className={css.backup}
      hideLabel
      label={t('backup')}
      hint={t('backupHint')}
      value={backupId ?? NOBODY}
      onChange={(chosen) =>
        act.mutate({ body: { memberId: chosen === NOBODY ? null : (chosen as Id<'member'>) } })
      }
      present={backupId}
      before={[{ value: NOBODY, label: t('nobody') }]}
    />
  )
}
