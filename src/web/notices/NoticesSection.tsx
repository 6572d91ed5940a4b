import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readNoticeSettings } from '../../contract/notices.ts'
import { reading } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { BackupField } from './BackupField.tsx'
import { DevicesPart } from './DevicesPart.tsx'
import { KindsTable } from './KindsTable.tsx'
import css from './NoticesSection.module.css'
import { TimesForm } from './TimesForm.tsx'

/** How the one signed in is told of what, when they are left in peace, and who stands in for them. */
export function NoticesSection() {
  const t = useTranslations('notices.me')
  const { workspace } = useSession()
  const { data, isError, refetch } = useQuery(reading(readNoticeSettings))
  if (isError && !data) return <ErrorState retry={() => void refetch()} />
  if (!data) return <SkeletonLines count={6} />
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {workspace.isDemo && <p className={css.demo}>{t('demo')}</p>}
      <Section level={3} title={t('devices')}>
        <DevicesPart devices={data.devices} />
      </Section>
      <Section level={3} title={t('what')}>
        <KindsTable settings={data} />
      </Section>
      <Section level={3} title={t('times')}>
        <TimesForm settings={data} />
      </Section>
      <Section level={3} title={t('backup')}>
        <BackupField backupId={data.backupId} />
      </Section>
    </>
  )
}
