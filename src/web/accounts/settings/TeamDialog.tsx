import { useId } from 'react'
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
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
import css from './Settings.module.css'
import type { Team } from './TeamsSection.tsx'
import { useSessionChanged } from './use-session-changed.ts'

/** Makes a team, changes it, or dissolves it. */
export function TeamDialog({ team, onClose }: { team?: Team | undefined; onClose: () => void }) {
  const t = useTranslations('settings.teams')
  const f = useTranslations('form')
  const formId = useId()
  const { members } = useSession()
  const changed = useSessionChanged()
  const done = () => {
    changed()
    say({ words: f('saved') })
    onClose()
  }
  const add = useAct(addTeam, { quiet: true, onSuccess: done })
  const change = useAct(changeTeam, { quiet: true, onSuccess: done })
  const fields = useForm(
    { name: team?.name ?? '', memberIds: [...(team?.memberIds ?? [])] },
    {
      error: add.error ?? change.error,
      check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
    },
  )
  const put = (archived: boolean) => {
    const { name, memberIds } = fields.values
    if (!team) return add.mutate({ body: { name: name.trim(), memberIds } })
    const body = { name: name.trim(), memberIds, archived, version: team.version }
    change.mutate({ params: { teamId: team.id }, body }, { onError: changed })
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
            <Button look="quiet" onClick={() => put(true)}>
              {t('dissolve')}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={fields.submit(() => put(false))} className={form.fields}>
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
      <FormTrouble trouble={fields.whole} />
    </Dialog>
  )
}
