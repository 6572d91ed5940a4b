import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addTeam, changeTeam } from '../../../contract/accounts.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { say } from '../../ui/toasts.tsx'
import form from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { keptBase, keptOr, useKeeping } from './kept-drafts.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import css from './Settings.module.css'
import type { Team } from './settings-data.ts'
import { useSessionChanged } from './use-session-changed.ts'

/** Makes a team, changes it, or dissolves it. */
export function TeamDialog({ team, onClose }: { team?: Team | undefined; onClose: () => void }) {
  const t = useTranslations('settings.teams')
  const f = useTranslations('form')
  const formId = useId()
  const [asked, setAsked] = useState(false)
  const { members } = useSession()
  const changed = useSessionChanged()
  const done = () => {
    forget()
    changed()
    say({ words: f('saved') })
    onClose()
  }
  const present = { name: team?.name ?? '', memberIds: [...(team?.memberIds ?? [])] }
  const dissolve = useAct(changeTeam, {
    quiet: true,
    onSuccess: (_, { body }) => {
      forget()
      changed()
      say({ words: t('dissolved', { name: body.name }) })
      onClose()
    },
  })
  const add = useAct(addTeam, { quiet: true, onSuccess: done })
  const change = useAct(changeTeam, { quiet: true, onSuccess: done })
  const key = team ? `team:${team.id}` : 'team'
  const fields = useForm(keptOr(key, present), {
    error: add.error ?? change.error ?? dissolve.error,
    check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
  })
  const { base, baseVersion, version, met } = useMeanwhile(
    fields,
    { values: present, version: team?.version },
    { error: change.error ?? dissolve.error, began: keptBase(key) },
  )
  const forget = useKeeping(key, fields.values, base, baseVersion)
  const put = () => {
    const { name, memberIds } = fields.values
    if (!team) return add.mutate({ body: { name: name.trim(), memberIds } })
    dissolve.reset()
    const body = { name: name.trim(), memberIds, version }
    change.mutate({ params: { teamId: team.id }, body }, { onError: changed })
  }
  // What was typed and not saved does not go with it.
  const end = () => {
    if (!team) return
    change.reset()
    const body = { ...present, archived: true, version }
    dissolve.mutate({ params: { teamId: team.id }, body }, { onError: changed })
  }
  const { memberIds } = fields.values
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={team ? team.name : t('add')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={add.isPending || change.isPending}>
            {team ? f('save') : f('add')}
          </Button>
          {team && (
            <Button look="quiet" busy={dissolve.isPending} onClick={asked ? end : () => setAsked(true)}>
              {t(asked ? 'dissolveNow' : 'dissolve')}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={fields.submit(put)} className={form.fields}>
        <TextField label={t('name')} autoComplete="off" {...fields.text('name')} />
        <fieldset className={css.group}>
          <legend>{t('members')}</legend>
          <div className={css.checks}>
            {members
              .filter((member) => member.active || memberIds.includes(member.id))
              .map((member) => (
                <Checkbox
                  key={member.id}
                  label={member.name}
                  checked={memberIds.includes(member.id)}
                  onChange={(on) =>
                    fields.set(
                      'memberIds',
                      on ? [...memberIds, member.id] : memberIds.filter((id) => id !== member.id),
                    )
                  }
                />
              ))}
          </div>
        </fieldset>
      </form>
      <p role="status" className={css.small}>
        {asked && t('dissolveAsk')}
      </p>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { name: t('name'), memberIds: t('members') },
          sub: (_, id) => members.find((member) => member.id === id)?.name ?? '',
        }}
      />
    </Dialog>
  )
}
