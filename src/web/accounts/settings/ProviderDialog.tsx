import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { removeMailApp, restoreMailApp, saveMailApp } from '../../../contract/mail-sign-in.ts'
import { isSafePlace } from '../../../domain/channels/mail-sign-in.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import form from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { CopyField } from './CopyField.tsx'
import { OwnAuthority } from './OwnAuthority.tsx'
import { SaveTrouble } from './SaveTrouble.tsx'
import css from './Settings.module.css'
import type { MailApp } from './settings-data.ts'
import { useReread } from './use-reread.ts'

/** Which directory of Microsoft's stands in an address of theirs. */
const DIRECTORY = /^(https:\/\/login\.microsoftonline\.com\/)([^/]+)(\/.*)$/

/** Sets up where mailboxes are signed in: what to do there, what to tell it, and what it gave. */
export function ProviderDialog({ app, onClose }: { app: MailApp; onClose: () => void }) {
  const t = useTranslations('settings.providers')
  const m = useTranslations('settings.mailboxes')
  const f = useTranslations('form')
  const formId = useId()
  const reread = useReread()
  const [unfolded, setUnfolded] = useState(false)
  const { provider } = app
  const done = (words: string, undo?: () => void) => {
    say({ words, ...(undo && { undo }) })
    onClose()
  }
  const restore = useAct(restoreMailApp)
  const save = useAct(saveMailApp, { quiet: true, onSuccess: () => done(f('saved')) })
  const remove = useAct(removeMailApp, {
    quiet: true,
    onSuccess: () => done(t('removed'), () => restore.mutate({ params: { provider } })),
  })
  const { clientId, authorizeUrl, tokenUrl, scopes } = app
  const present = {
    clientId,
    secret: '',
    authorizeUrl,
    tokenUrl,
    revokeUrl: app.revokeUrl ?? '',
    scopes,
    caPem: app.caPem ?? '',
  }
  const error = save.error ?? remove.error
  const place = (url: string) => (isSafePlace(url.trim()) ? undefined : t('placeWrong'))
  const fields = useForm(present, {
    error,
    check: (v) => ({
      clientId: v.clientId.trim() ? undefined : f('missing'),
      authorizeUrl: place(v.authorizeUrl),
      tokenUrl: place(v.tokenUrl),
      revokeUrl: v.revokeUrl.trim() ? place(v.revokeUrl) : undefined,
      scopes: v.scopes.trim() ? undefined : f('missing'),
    }),
  })
  const { version, met } = useMeanwhile(fields, { values: present, version: app.version }, { error })
  const put = fields.submit((v) => {
    remove.reset()
    const secret = v.secret.trim() ? { secret: v.secret.trim() } : app.hasSecret ? {} : { secret: null }
    const body = {
      ...{ clientId: v.clientId.trim(), authorizeUrl: v.authorizeUrl.trim(), tokenUrl: v.tokenUrl.trim() },
      ...{ revokeUrl: v.revokeUrl.trim() || null, scopes: v.scopes.trim() },
      ...{ caPem: v.caPem.trim() || null, version, ...secret },
    }
    save.mutate({ params: { provider }, body }, { onError: reread })
  })
  const directory = DIRECTORY.exec(fields.values.authorizeUrl)?.[2]
  const setDirectory = (name: string) => {
    const within = (url: string) => url.replace(DIRECTORY, (_, before, __, after) => before + name + after)
    fields.put({
      authorizeUrl: within(fields.values.authorizeUrl),
      tokenUrl: within(fields.values.tokenUrl),
    })
  }
  const places = (
    <div className={form.fields}>
      <TextField label={t('authorizeUrl')} spellCheck={false} {...fields.text('authorizeUrl')} />
      <TextField label={t('tokenUrl')} spellCheck={false} {...fields.text('tokenUrl')} />
      <TextField
        label={t('revokeUrl')}
        hint={t('revokeHint')}
        spellCheck={false}
        {...fields.text('revokeUrl')}
      />
      <TextField label={t('scopes')} hint={t('scopesHint')} spellCheck={false} {...fields.text('scopes')} />
    </div>
  )
  const ownAuthority = <OwnAuthority title={t('ca')} field={fields.text('caPem')} />
  const wrongPlace = (['authorizeUrl', 'tokenUrl', 'revokeUrl', 'scopes'] as const).some(fields.wrongAt)
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(open) => !open && onClose()}
      title={t(`names.${provider}`)}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={save.isPending}>
            {f('save')}
          </Button>
          {app.version > 0 && (
            <Button
              look="quiet"
              busy={remove.isPending}
              onClick={() => remove.mutate({ params: { provider } })}
            >
              {t('remove')}
            </Button>
          )}
        </>
      }
    >
      <ol className={css.steps}>
        {(['one', 'two', 'three'] as const).map((step) => (
          <li key={step}>{t(`steps.${provider}.${step}`)}</li>
        ))}
      </ol>
      <CopyField label={t('redirectUrl')} hint={t('redirectHint')} value={app.redirectUrl} />
      <form id={formId} noValidate onSubmit={put} className={css.part}>
        <div className={form.fields}>
          <TextField
            label={t('clientId')}
            autoComplete="off"
            spellCheck={false}
            {...fields.text('clientId')}
          />
          <TextField
            label={t('secret')}
            hint={app.hasSecret ? t('secretKept') : t('secretHint')}
            type="password"
            autoComplete="new-password"
            {...fields.text('secret')}
          />
          {directory !== undefined && provider === 'microsoft' && (
            <TextField
              label={t('directory')}
              hint={t('directoryHint')}
              autoComplete="off"
              spellCheck={false}
              value={directory}
              onChange={(event) => setDirectory(event.target.value.replaceAll('/', '').trim() || 'common')}
            />
          )}
        </div>
        {provider === 'other' ? (
          <div className={css.part}>{places}</div>
        ) : (
          <details
            className={css.part}
            open={wrongPlace || unfolded}
            onToggle={(event) => setUnfolded(event.currentTarget.open)}
          >
            <summary>{t('places')}</summary>
            {places}
          </details>
        )}
        {(provider === 'other' || app.caPem !== null) && ownAuthority}
      </form>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: {
            clientId: t('clientId'),
            authorizeUrl: t('authorizeUrl'),
            tokenUrl: t('tokenUrl'),
            revokeUrl: t('revokeUrl'),
            scopes: t('scopes'),
            caPem: m('caLabel'),
          },
        }}
      />
    </Dialog>
  )
}
