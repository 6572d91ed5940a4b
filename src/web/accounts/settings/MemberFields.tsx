import { useTranslations } from 'use-intl'
import { jobs, roles } from '../../../contract/accounts.ts'
import type { SiteId } from '../../../domain/shared/ids.ts'
import {
  endOfDay,
  type Instant,
  isValidDate,
  localParts,
  plus,
  type TimeZone,
} from '../../../domain/shared/time.ts'
import { type Site, useSession } from '../../shell/session.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from '../Form.module.css'
import type { Member } from './settings-data.ts'

/** What is set of a member by those who lead. `ends` is the last day of access, empty for no end. */
export type MemberDraft = { role: Member['role']; job: Member['job']; siteId: SiteId; ends: string }

/** The fields of it. */
export function MemberFields({
  values,
  put,
  wrongAt,
}: {
  values: MemberDraft
  put: (part: Partial<MemberDraft>) => void
  wrongAt: (field: keyof MemberDraft) => string | undefined
}) {
  const t = useTranslations('settings.members')
  const s = useTranslations('shell.jobs')
  const { sites, permissions } = useSession()
  // An owner is made by owners only.
  const givable = roles.filter(
    (role) => role !== 'owner' || values.role === 'owner' || permissions.includes('owners.manage'),
  )
  return (
    <>
      <div className={css.pair}>
        <Select
          label={t('role')}
          value={values.role}
          onChange={(role) => put({ role })}
          error={wrongAt('role')}
          hint={t(`roleWords.${values.role}`)}
          choices={givable.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
        <Select
          label={t('job')}
          value={values.job}
          onChange={(job) => put({ job })}
          error={wrongAt('job')}
          hint={t('jobHint')}
          choices={jobs.map((value) => ({ value, label: s(value) }))}
        />
      </div>
      {sites.length > 1 && (
        <Select
          label={t('site')}
          value={values.siteId as string}
          onChange={(siteId) => put({ siteId: siteId as SiteId })}
          choices={sites.map((site) => ({ value: site.id as string, label: site.name }))}
        />
      )}
      <TextField
        label={t('lastDay')}
        hint={t('lastDayHint')}
        optional
        type="date"
        value={values.ends}
        error={wrongAt('ends')}
        onChange={(event) => put({ ends: event.target.value })}
      />
    </>
  )
}

/** The moment access stops: when the last day is over at the site. Null for no end. */
export function endOf(ends: string, site: Site | undefined): Instant | null {
  return isValidDate(ends) ? endOfDay(ends, (site?.timeZone ?? 'UTC') as TimeZone) : null
}

/** The last day of access at the site, for a field; empty for no end. */
export function lastDayOf(endsAt: Instant | null, site: Site | undefined): string {
  if (!endsAt) return ''
  return localParts(plus(endsAt, { ms: -1 }), (site?.timeZone ?? 'UTC') as TimeZone).date
}
