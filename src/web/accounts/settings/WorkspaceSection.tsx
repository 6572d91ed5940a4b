import { useLocale, useTranslations } from 'use-intl'
import { changeWorkspace, vocabularies } from '../../../contract/accounts.ts'
import { chooseLocale } from '../../../words/words.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { countryChoices } from '../countries.ts'
import css from '../Form.module.css'
import { languageChoices } from '../language-choices.ts'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import { useSessionChanged } from './use-session-changed.ts'

/** The house's name, and what it calls the people it serves. */
export function WorkspaceSection() {
  const t = useTranslations('settings.workspace')
  const a = useTranslations('accounts')
  const f = useTranslations('form')
  const locale = useLocale()
  const { workspace } = useSession()
  const changed = useSessionChanged()
  const act = useAct(changeWorkspace, {
    quiet: true,
    onSuccess: (reply) => {
      begin(reply.version)
      say({ words: f('saved') })
    },
  })
  const present = {
    name: workspace.name,
    vocabulary: workspace.vocabulary,
    country: workspace.country,
    language: chooseLocale([workspace.language]) as string,
  }
  const form = useForm(present, {
    error: act.error,
    check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
  })
  const { version, begin, met } = useMeanwhile(
    form,
    { values: present, version: workspace.version },
    { error: act.error },
  )
  const send = form.submit((values) => act.mutate({ body: { ...values, version } }, { onSettled: changed }))
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
        <Select
          label={t('country')}
          hint={t('countryHint')}
          value={form.values.country}
          onChange={(country) => form.set('country', country)}
          error={form.wrongAt('country')}
          choices={countryChoices(locale)}
        />
        <Select
          label={t('language')}
          hint={t('languageHint')}
          value={form.values.language}
          onChange={(language) => form.set('language', language)}
          error={form.wrongAt('language')}
          choices={languageChoices()}
        />
      </div>
      <SaveTrouble
        whole={form.whole}
        met={met}
        says={{
          labels: {
            name: t('name'),
            vocabulary: a('setup.own.vocabulary'),
            country: t('country'),
            language: t('language'),
          },
          words: (field, value) =>
            field === 'vocabulary'
              ? a(`vocabulary.${value as typeof workspace.vocabulary}`)
              : field === 'country'
                ? labelIn(countryChoices(locale), value)
                : field === 'language'
                  ? labelIn(languageChoices(), value)
                  : undefined,
        }}
      />
      <div className={css.actions}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
      </div>
    </form>
  )
}

function labelIn(choices: readonly { value: string; label: unknown }[], value: unknown): string {
  const found = choices.find((choice) => choice.value === value)
  return String(found?.label ?? value)
}
