import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { addMailbox, changeMailbox, checkMailbox } from '../../../contract/channels.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
import { CheckResults } from './CheckResults.tsx'
import type { Mailbox } from './MailboxesSection.tsx'
import { MailboxFields } from './MailboxFields.tsx'
import { checkDraft, draftOf, fieldOfMailbox, inputOf } from './mailbox-draft.ts'

/** Connects a mailbox or changes it; the settings can be tried before they are kept. */
export function MailboxDialog({ mailbox, onClose }: { mailbox?: Mailbox | undefined; onClose: () => void }) {
  const t = useTranslations('settings.mailboxes')
  const f = useTranslations('form')
  const formId = useId()
  const { member } = useSession()
  const done = () => {
    say({ words: f('saved') })
    onClose()
  }
  const add = useAct(addMailbox, { quiet: true, onSuccess: done })
  const change = useAct(changeMailbox, { quiet: true, onSuccess: done })
  const check = useAct(checkMailbox, { quiet: true })
  const form = useForm(draftOf(mailbox, member.siteId), {
    error: add.error ?? change.error ?? check.error,
    fieldOf: fieldOfMailbox,
    check: (draft) => checkDraft(draft, { missing: f('missing'), email: f('email'), port: t('portWrong') }),
  })
  const save = form.submit((draft) => {
    check.reset()
    if (!mailbox) return add.mutate({ body: { ...inputOf(draft), fetch: draft.fetch } })
    change.mutate({
      params: { mailboxId: mailbox.id },
      body: { ...inputOf(draft), version: mailbox.version },
    })
  })
  const tryOut = form.submit((draft) => {
    add.reset()
    change.reset()
    check.mutate({ body: { ...inputOf(draft), ...(mailbox ? { mailboxId: mailbox.id } : {}) } })
  })
  const close = () =>
    mailbox &&
    change.mutate({
      params: { mailboxId: mailbox.id },
      body: { ...inputOf(draftOf(mailbox, mailbox.siteId)), archived: true, version: mailbox.version },
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={mailbox ? mailbox.address : t('add')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={add.isPending || change.isPending}>
            {mailbox ? f('save') : t('connect')}
          </Button>
          <Button onClick={() => tryOut()} busy={check.isPending}>
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
      <form id={formId} noValidate onSubmit={save}>
        <MailboxFields form={form} isNew={!mailbox} hasPassword={mailbox?.hasPassword ?? false} />
      </form>
      <FormTrouble trouble={form.whole} />
      <CheckResults results={check.data} busy={check.isPending} />
    </Dialog>
  )
}
