import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeMember } from '../../../contract/accounts.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { refusalCode } from '../../shell/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { keptBase, keptOr, useKeeping } from './kept-drafts.ts'
import { endOf, lastDayOf, MemberFields } from './MemberFields.tsx'
import { SaveTrouble } from './SaveTrouble.tsx'
import { StandInField } from './StandInField.tsx'
import type { Member } from './settings-data.ts'
import { ResetTwoStep } from './TwoStepOf.tsx'
import { useReread } from './use-reread.ts'
import { useSessionChanged } from './use-session-changed.ts'
import { useLeaving, WhatBecomes } from './WhatBecomes.tsx'

type Props = {
  member: Member
  onClose: () => void
  /** they lost the second step of their sign-in */
  onLost: () => void
}

/** Changes a member: name, role, work, last day. */
export function MemberDialog({ member, onClose, onLost }: Props) {
  const t = useTranslations('settings.members')
  const f = useTranslations('form')
  const s = useTranslations('shell')
  const formId = useId()
  const { member: me, sites } = useSession()
  const { now } = useClock()
  const changed = useSessionChanged()
  const reread = useReread()
  const siteOf = (id: string) => sites.find((site) => site.id === id)
  const again = useAct(changeMember, { onSuccess: changed })
  const end = useAct(changeMember, {
    quiet: true,
    onSuccess: (reply, { params }) => {
      forget()
      changed()
      const body = { endsAt: member.endsAt, version: reply.version }
      say({ words: t('endedNow', { name: member.name }), undo: () => again.mutate({ params, body }) })
      onClose()
    },
  })
  const act = useAct(changeMember, {
    quiet: true,
    onSuccess: () => {
      forget()
      changed()
      say({ words: f('saved') })
      onClose()
    },
  })
  const key = `member:${member.id}`
  const params = { memberId: member.id }
  const leaving = useLeaving(member)
  const [asked, setAsked] = useState<'ends' | 'reads' | null>(null)
  // One act: who is asked for their password and turns away has given nothing over.
  const endAccess = (giveOver = false) =>
    end.mutate({ params, body: { endsAt: now as Instant, giveOver, version } }, { onError: reread })
  // What they owe is shown first, with who takes it over.
  const owes = async () => {
    const { data } = leaving.data ? leaving : await leaving.refetch()
    return (data?.count ?? 0) > 0
  }
  const endNow = async () => ((await owes()) ? setAsked('ends') : endAccess())
  const before = lastDayOf(member.endsAt, siteOf(member.siteId))
  const { name, role, job, siteId } = member
  const present = { name, role, job, siteId, ends: before }
  const form = useForm(keptOr(key, present), {
    error: act.error ?? end.error,
    fieldOf: (path) =>
      path === 'endsAt' ? 'ends' : path === 'name' || path === 'role' || path === 'job' ? path : undefined,
    check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
  })
  const { base, baseVersion, version, met } = useMeanwhile(
    form,
    { values: present, version: member.version },
    { error: act.error ?? end.error, began: keptBase(key) },
  )
  const forget = useKeeping(key, form.values, base, baseVersion)
  const savesAs = (giveOver: boolean) =>
    form.submit(async ({ ends, role: wanted, ...v }) => {
      end.reset()
      // What goes where is shown first here too: whoever only reads keeps nothing.
      const keepsNothing = !giveOver && wanted === 'read_only' && role !== 'read_only'
      if (keepsNothing && (await owes())) return setAsked('reads')
      act.mutate(
        {
          params: { memberId: member.id },
          body: {
            ...v,
            version,
            // What did not change asks for no proof of who sits here.
            ...(wanted === role ? {} : { role: wanted }),
            ...(giveOver ? { giveOver } : {}),
            ...(ends === before ? {} : { endsAt: endOf(ends, siteOf(v.siteId)) }),
          },
        },
        { onError: reread },
      )
    })
  const send = savesAs(false)
  // A promise may have come to them between the look and the save.
  const owing = refusalCode(act.error ?? end.error) === 'promises_need_owner'
  const letsRead = form.values.role === 'read_only' && role !== 'read_only'
  const reads = letsRead && (asked === 'reads' || (owing && end.error === null))
  const endsNow = !reads && (asked === 'ends' || owing)
  const leaves = form.values.ends !== '' || form.values.role === 'read_only'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={member.name}
      lede={member.email}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={act.isPending}>
            {f('save')}
          </Button>
          {member.id !== me.id && (member.endsAt === null || member.endsAt > now) && (
            <Button look="quiet" busy={end.isPending} onClick={() => void endNow()}>
              {t('endNow')}
            </Button>
          )}
          <ResetTwoStep member={member} onAsk={onLost} />
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <TextField label={t('name')} autoComplete="off" {...form.text('name')} />
        <MemberFields values={form.values} put={form.put} wrongAt={form.wrongAt} />
        {member.role !== 'read_only' && <StandInField member={member} />}
      </form>
      <SaveTrouble
        whole={form.whole}
        met={met}
        says={{
          labels: {
            name: t('name'),
            role: t('role'),
            job: t('job'),
            siteId: t('site'),
            ends: t('lastDay'),
          },
          words: (field, value) =>
            field === 'role'
              ? t(`roles.${value as typeof role}`)
              : field === 'job'
                ? s(`jobs.${value as typeof job}`)
                : field === 'siteId'
                  ? (siteOf(value as string)?.name ?? '')
                  : undefined,
        }}
      />
      {(endsNow || leaves) && (
        <WhatBecomes
          member={member}
          now={endsNow || reads}
          reads={reads}
          busy={end.isPending || act.isPending}
          onGiveOver={() => (reads ? savesAs(true)() : endAccess(true))}
        />
      )}
    </Dialog>
  )
}
