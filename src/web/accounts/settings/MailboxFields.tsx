import { useTranslations } from 'use-intl'
import { useSession } from '../../shell/session.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import css from '../Form.module.css'
import type { useForm } from '../use-form.ts'
import { MailboxEntry } from './MailboxEntry.tsx'
import type { MailboxDraft } from './mailbox-draft.ts'
import { OwnAuthority } from './OwnAuthority.tsx'
import own from './Settings.module.css'

type Form = ReturnType<typeof useForm<MailboxDraft>>

/** The fields of a mailbox. */
export function MailboxFields({
  form,
  isNew,
  hasPassword,
}: {
  form: Form
  isNew: boolean
  hasPassword: boolean
}) {
  const t = useTranslations('settings.mailboxes')
  const { sites } = useSession()
  return (
    <>
      <div className={css.fields}>
        <div className={css.pair}>
          <TextField label={t('address')} type="email" autoComplete="off" {...form.text('address')} />
          <TextField
            label={t('displayName')}
            placeholder={t('displayExample')}
            autoComplete="off"
            {...form.text('displayName')}
          />
        </div>
        {sites.length > 1 && (
          <Select
            label={t('site')}
            value={form.values.siteId as string}
            onChange={(siteId) => form.set('siteId', siteId as MailboxDraft['siteId'])}
            choices={sites.map((site) => ({ value: site.id as string, label: site.name }))}
          />
        )}
      </div>
      <div className={own.part}>
        <MailboxEntry form={form} hasPassword={hasPassword} />
      </div>
      <Server form={form} way="imap" />
      <Server form={form} way="smtp" />
      <OwnAuthority title={t('ca')} field={form.text('caPem')} />
      {isNew && (
        <div className={own.part}>
          <p className={own.question} aria-hidden="true">
            {t('fetch')}
          </p>
          <Segmented
            label={t('fetch')}
            value={form.values.fetch}
            onChange={(fetch) => form.set('fetch', fetch)}
            segments={[
              { value: 'now', label: t('fetchNow') },
              { value: 'all', label: t('fetchAll') },
            ]}
          />
        </div>
      )}
    </>
  )
}

function Server({ form, way }: { form: Form; way: 'imap' | 'smtp' }) {
  const t = useTranslations('settings.mailboxes')
  const wrongTls = form.wrongAt(`${way}Tls`)
  return (
    <Section title={t(`${way}.title`)} level={3} className={own.part}>
      <div className={classNames(css.pair, css.andPort)}>
        <TextField
          label={t('host')}
          placeholder={`${way}.example.com`}
          hint={t(`${way}.none`)}
          autoComplete="off"
          spellCheck={false}
          {...form.text(`${way}Host`)}
        />
        <TextField label={t('port')} inputMode="numeric" autoComplete="off" {...form.text(`${way}Port`)} />
      </div>
      <Checkbox
        label={t('tls')}
        hint={wrongTls ? t('tlsNeeded') : t('tlsHint')}
        checked={form.values[`${way}Tls`]}
        onChange={(tls) => form.set(`${way}Tls`, tls)}
        aria-invalid={wrongTls ? true : undefined}
      />
    </Section>
  )
}
