import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { changeMember } from '../../../contract/accounts.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { refusalCode } from '../../shell/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
import { endOf, lastDayOf, MemberFields } from './MemberFields.tsx'
import type { Member } from './MembersSection.tsx'
import { useSessionChanged } from './use-session-changed.ts'

/** Changes a member: name, role, work, last day. */
export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTranslations('settings.members')
  const f = useTranslations('form')
  const formId = useId()
  const { sites } = useSession()
  const changed = useSessionChanged()
  const siteOf = (id: string) => sites.find((site) => site.id === id)
  const act = useAct(changeMember, {
    quiet: true,
    onSuccess: () => {
      changed()
      say({ words: f('saved') })
      onClose()
    },
  })
  const before = lastDayOf(member.endsAt, siteOf(member.siteId))
  const form = useForm(
    { name: member.name, role: member.role, job: member.job, siteId: member.siteId, ends: before },
    {
      error: act.error,
      fieldOf: (path) =>
        path === 'endsAt' ? 'ends' : path === 'name' || path === 'role' || path === 'job' ? path : undefined,
      check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
    },
  )
  const send = form.submit(({ ends, ...v }) =>
    act.mutate({
      params: { memberId: member.id },
      body: {
        ...v,
        version: member.version,
        ...(ends === before ? {} : { endsAt: endOf(ends, siteOf(v.siteId)) }),
      },
    }),
  )
  const keepsPromises = refusalCode(act.error) === 'promises_need_owner'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={member.name}
      lede={member.email}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <TextField label={t('name')} autoComplete="off" {...form.text('name')} />
        <MemberFields values={form.values} put={form.put} wrongAt={form.wrongAt} />
      </form>
      <FormTrouble trouble={form.whole} />
      {keepsPromises && <p>{t('promisesFirst')}</p>}
    </Dialog>
  )
}
