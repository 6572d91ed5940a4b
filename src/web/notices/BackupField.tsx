import { useTranslations } from 'use-intl'
import { chooseBackup } from '../../contract/notices.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Select } from '../ui/Select.tsx'
import { say } from '../ui/toasts.tsx'
import css from './NoticesSection.module.css'

const NOBODY = 'nobody'

/** Who hears after me when something I promised is due. */
export function BackupField({ backupId }: { backupId: Id<'member'> | null }) {
  const t = useTranslations('notices.me')
  const f = useTranslations('form')
  const { member, members } = useSession()
  const act = useAct(chooseBackup, { onSuccess: () => say({ words: f('saved') }) })
  const others = members.filter((m) => m.id !== member.id && (m.serves || m.id === backupId))
  return (
    <Select
      className={css.backup}
      hideLabel
      label={t('backup')}
      hint={t('backupHint')}
      value={backupId ?? NOBODY}
      onChange={(chosen) =>
        act.mutate({ body: { memberId: chosen === NOBODY ? null : (chosen as Id<'member'>) } })
      }
      choices={[
        { value: NOBODY, label: t('nobody') },
        ...others.map((m) => ({ value: m.id as string, label: m.name })),
      ]}
    />
  )
}
