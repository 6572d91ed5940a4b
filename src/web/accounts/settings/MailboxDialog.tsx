import { useId, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { addMailbox, changeMailbox, checkMailbox } from '../../../contract/mailboxes.ts'
import type { MailProvider } from '../../../domain/channels/mail-sign-in.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { CheckResults } from './CheckResults.tsx'
import { keptBase, keptOr, useKeeping } from './kept-drafts.ts'
import { MailboxFields } from './MailboxFields.tsx'
import { checkDraft, draftOf, fieldOfMailbox, inputOf } from './mailbox-draft.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import type { Mailbox } from './settings-data.ts'
import { useReread } from './use-reread.ts'
import { useSignIn } from './use-sign-in.ts'

/** Connects a mailbox or changes it; the settings can be tried before they are kept. */
export function MailboxDialog({ mailbox, onClose }: { mailbox?: Mailbox | undefined; onClose: () => void }) {
  const t = useTranslations('settings.mailboxes')
  const f = useTranslations('form')
  const names = useTranslations('settings.providers.names')
  const formId = useId()
  const place = useRef<HTMLFormElement>(null)
  const { member, sites } = useSession()
  const reread = useReread()
  const done = () => {
    forget()
    say({ words: f('saved') })
    onClose()
  }
  const signIn = useSignIn()
  const add = useAct(addMailbox, {
    quiet: true,
    onSuccess: ({ id, state }) => {
      if (state !== 'sign_in') return done()
      forget()
      signIn.mutate({ params: { mailboxId: id } }, { onError: onClose })
    },
  })
  const change = useAct(changeMailbox, { quiet: true, onSuccess: done })
  const again = useAct(changeMailbox)
  const end = useAct(changeMailbox, {
    quiet: true,
    onSuccess: ({ version }, { params, body }) => {
      forget()
      const undo = () => again.mutate({ params, body: { ...body, archived: false, version } })
      say({ words: t('closed', { address: body.address }), undo })
      onClose()
    },
  })
  const check = useAct(checkMailbox, { quiet: true })
  const key = mailbox ? `mailbox:${mailbox.id}` : 'mailbox'
  const present = draftOf(mailbox, member.siteId)
  const form = useForm(keptOr(key, present), {
    error: add.error ?? change.error ?? end.error ?? check.error,
    fieldOf: fieldOfMailbox,
    check: (draft) => checkDraft(draft, { missing: f('missing'), email: f('email'), port: t('portWrong') }),
  })
  // A password is not kept in the page.
  const { base, baseVersion, version, met } = useMeanwhile(
    form,
    { values: present, version: mailbox?.version },
    { error: change.error ?? end.error, began: keptBase(key) },
  )
  const forget = useKeeping(key, { ...form.values, password: '' }, base, baseVersion)
  const save = form.submit((draft) => {
    check.reset()
    end.reset()
    if (!mailbox) return add.mutate({ body: { ...inputOf(draft), fetch: draft.fetch } })
    change.mutate(
      {
        params: { mailboxId: mailbox.id },
        body: { ...inputOf(draft), version },
      },
      { onError: reread },
    )
  })
  const tryOut = form.submit((draft) => {
    add.reset()
    change.reset()
    end.reset()
    check.mutate({ body: { ...inputOf(draft), ...(mailbox ? { mailboxId: mailbox.id } : {}) } })
  })
  const close = () =>
    mailbox &&
    end.mutate(
      {
        params: { mailboxId: mailbox.id },
        body: { ...inputOf(present), archived: true, version },
      },
      { onError: reread },
    )
  const busy = add.isPending || change.isPending || signIn.isPending || signIn.isSuccess
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={mailbox ? mailbox.address : t('add')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={busy}>
            {mailbox ? f('save') : form.values.entry === 'password' ? t('connect') : t('connectAndSignIn')}
          </Button>
          <Button onClick={() => tryOut(undefined, place.current ?? undefined)} busy={check.isPending}>
            {t('test')}
          </Button>
          {mailbox && (
            <Button look="quiet" onClick={close}>
              {t('close')}
            </Button>
          )}
        </>
      }
    >
      <form ref={place} id={formId} noValidate onSubmit={save}>
        <MailboxFields form={form} isNew={!mailbox} hasPassword={mailbox?.hasPassword ?? false} />
      </form>
      <SaveTrouble
        whole={form.whole}
        met={met}
        says={{
          labels: {
            address: t('address'),
            displayName: t('displayName'),
            username: t('username'),
            entry: t('entry'),
            signInAs: t('signInAs'),
            imapHost: t('imap.title'),
            imapPort: `${t('imap.title')} · ${t('port')}`,
            imapTls: `${t('imap.title')} · ${t('tls')}`,
            smtpHost: t('smtp.title'),
            smtpPort: `${t('smtp.title')} · ${t('port')}`,
            smtpTls: `${t('smtp.title')} · ${t('tls')}`,
            caPem: t('caLabel'),
            siteId: t('site'),
          },
          words: (field, value) =>
            field === 'entry'
              ? value === 'password'
                ? t('byPassword')
                : names(value as MailProvider)
              : field === 'siteId'
                ? (sites.find((site) => site.id === value)?.name ?? '')
                : undefined,
        }}
      />
      <CheckResults results={check.data} busy={check.isPending} />
    </Dialog>
  )
}
