import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMailApps } from '../../../contract/mail-sign-in.ts'
import { HOSTS_OF, passwordHint } from '../../../domain/channels/mail-hosts.ts'
import { reading } from '../../api/queries.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from '../Form.module.css'
import type { useForm } from '../use-form.ts'
import type { Entry, MailboxDraft } from './mailbox-draft.ts'
import own from './Settings.module.css'

type Form = ReturnType<typeof useForm<MailboxDraft>>

/** How a mailbox lets us in: signed in at its provider, or by name and password. */
export function MailboxEntry({ form, hasPassword }: { form: Form; hasPassword: boolean }) {
  const t = useTranslations('settings.mailboxes')
  const names = useTranslations('settings.providers.names')
  const { data } = useQuery(reading(listMailApps))
  const { entry, address, imapHost } = form.values
  const isReady = (provider: Entry) =>
    data?.items.find((app) => app.provider === provider)?.state !== 'not_set_up'
  const offered: readonly Entry[] = [
    ...(['google', 'microsoft'] as const),
    ...(entry === 'other' || (data && isReady('other')) ? (['other'] as const) : []),
    'password',
  ]
  const [unfolded, setUnfolded] = useState(form.values.signInAs !== '')
  const hint = passwordHint(address, imapHost)
  return (
    <div className={css.fields}>
      <div>
        <p className={own.question} aria-hidden="true">
          {t('entry')}
        </p>
        <Segmented
          label={t('entry')}
          value={entry}
          onChange={(next) => form.put({ entry: next, ...serversFor(next, form.values) })}
          segments={offered.map((value) => ({
            value,
            label: value === 'password' ? t('byPassword') : names(value),
          }))}
        />
      </div>
      {entry === 'password' ? (
        <>
          <div className={css.pair}>
            <TextField
              label={t('username')}
              autoComplete="off"
              spellCheck={false}
              {...form.text('username')}
            />
            <TextField
              label={t('password')}
              hint={hasPassword ? t('passwordKept') : undefined}
              type="password"
              autoComplete="new-password"
              {...form.text('password')}
            />
          </div>
          {hint && <p className={own.small}>{t(`passwordHints.${hint}`)}</p>}
        </>
      ) : (
        <>
          {data && !isReady(entry) ? (
            <p className={own.wait} role="status">
              {t.rich('providerNotSetUp', {
                provider: names(entry),
                link: (words) => (
                  <Link to="/settings/$section" params={{ section: 'providers' }}>
                    {words}
                  </Link>
                ),
              })}
            </p>
          ) : (
            <p className={own.small}>{t('signInWords', { provider: names(entry) })}</p>
          )}
          <details
            open={form.wrongAt('signInAs') !== undefined || unfolded}
            onToggle={(event) => setUnfolded(event.currentTarget.open)}
          >
            <summary>{t('otherAccount')}</summary>
            <div className={css.pair}>
              <TextField
                label={t('signInAs')}
                hint={t('signInAsHint')}
                type="email"
                autoComplete="off"
                {...form.text('signInAs')}
              />
              <TextField
                label={t('username')}
                hint={t('usernameHint')}
                autoComplete="off"
                spellCheck={false}
                {...form.text('username')}
              />
            </div>
          </details>
        </>
      )}
    </div>
  )
}

/** The servers to fill in when another entry is chosen: nothing that somebody typed is overwritten. */
function serversFor(entry: Entry, { imapHost, smtpHost }: MailboxDraft): Partial<MailboxDraft> {
  const hosts = Object.values(HOSTS_OF)
  const free = (host: string, way: 'imap' | 'smtp') =>
    !host.trim() || hosts.some((known) => known[way].host === host.trim())
  if (!free(imapHost, 'imap') || !free(smtpHost, 'smtp')) return {}
  const known = entry === 'password' ? undefined : HOSTS_OF[entry]
  if (!known) return { imapHost: '', smtpHost: '' }
  const { imap, smtp } = known
  return {
    ...{ imapHost: imap.host, imapPort: String(imap.port), imapTls: imap.tls },
    ...{ smtpHost: smtp.host, smtpPort: String(smtp.port), smtpTls: smtp.tls },
  }
}
