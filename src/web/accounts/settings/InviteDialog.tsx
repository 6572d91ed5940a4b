import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { inviteMember } from '../../../contract/invitations.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { looksLikeEmail, useForm } from '../use-form.ts'
import { CopyField } from './CopyField.tsx'
import { keptOr, useKeeping } from './kept-drafts.ts'
import { endOf, type MemberDraft, MemberFields } from './MemberFields.tsx'

/** Invites somebody to serve here; the link can be handed over in person. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.members')
  const a = useTranslations('accounts')
  const f = useTranslations('form')
  const formId = useId()
  const { member, sites } = useSession()
  const act = useAct(inviteMember, { quiet: true, onSuccess: () => forget() })
  const blank: MemberDraft = { role: 'member', job: 'service_advisor', siteId: member.siteId, ends: '' }
  const empty = { name: '', email: '', ...blank }
  const form = useForm(keptOr('invite', empty), {
    error: act.error,
    fieldOf: (path) => (path === 'endsAt' ? 'ends' : path === 'email' || path === 'name' ? path : undefined),
    check: (v) => ({
      name: v.name.trim() ? undefined : f('missing'),
      email: looksLikeEmail(v.email) ? undefined : f('email'),
    }),
  })
  const forget = useKeeping('invite', form.values, act.data ? form.values : empty)
  const send = form.submit(({ ends, ...v }) => {
    const site = sites.find((one) => one.id === v.siteId)
    act.mutate({ body: { ...v, email: v.email.trim(), endsAt: endOf(ends, site) } })
  })
  if (act.data) {
    const { invitation, url, mailed } = act.data
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('invitedTitle', { name: invitation.name })}
        lede={t(mailed ? 'mailed' : 'notMailed', { email: invitation.email })}
        actions={
          <Button look="filled" onClick={onClose}>
            {f('done')}
          </Button>
        }
      >
        <CopyField label={t('link')} hint={t('linkHint')} value={url} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('invite')}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {t('sendInvitation')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <TextField label={t('name')} autoComplete="off" {...form.text('name')} />
        <TextField label={a('email')} type="email" autoComplete="off" {...form.text('email')} />
        <MemberFields values={form.values} put={form.put} wrongAt={form.wrongAt} />
      </form>
      <FormTrouble trouble={form.whole} />
    </Dialog>
  )
}
