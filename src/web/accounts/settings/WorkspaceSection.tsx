import { useTranslations } from 'use-intl'
import { changeWorkspace, vocabularies } from '../../../contract/accounts.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
import { useSessionChanged } from './use-session-changed.ts'

/** The house's name, and what it calls the people it serves. */
export function WorkspaceSection() {
  const t = useTranslations('settings.workspace')
  const a = useTranslations('accounts')
  const f = useTranslations('form')
  const { workspace } = useSession()
  const changed = useSessionChanged()
  const act = useAct(changeWorkspace, { quiet: true, onSuccess: () => say({ words: f('saved') }) })
  const form = useForm(
    { name: workspace.name, vocabulary: workspace.vocabulary },
    { error: act.error, check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }) },
  )
  const send = form.submit((values) =>
    act.mutate({ body: { ...values, version: workspace.version } }, { onSettled: changed }),
  )
  return (
    <form noValidate onSubmit={send}>
      <div className={css.fields}>
        <TextField label={t('name')} autoComplete="organization" {...form.text('name')} />
        <Select
          label={a('setup.own.vocabulary')}
          value={form.values.vocabulary}
          onChange={(vocabulary) => form.set('vocabulary', vocabulary)}
          error={form.wrongAt('vocabulary')}
          choices={vocabularies.map((value) => ({ value, label: a(`vocabulary.${value}`) }))}
        />
      </div>
      <FormTrouble trouble={form.whole} />
      <div className={css.actions}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
      </div>
    </form>
  )
}
