import { useLocale, useTranslations } from 'use-intl'
import { setUp, vocabularies } from '../../contract/accounts.ts'
import { chooseWorkspace } from '../api/call.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { likelyCountry } from './countries.ts'
import css from './Form.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import { looksLikeEmail, useForm } from './use-form.ts'
import { ZoneField } from './ZoneField.tsx'
import { browserZone } from './zones.ts'

/** Shortest password that is taken; the contract demands the same. */
export const SHORTEST_PASSWORD = 10

/** Asks for a workspace and its owner, and makes both. */
export function SetupForm({ token, onToken }: { token: string; onToken: (token: string) => void }) {
  const t = useTranslations('accounts.setup.own')
  const w = useTranslations('accounts')
  const f = useTranslations('form')
  const language = useLocale()
  const act = useAct(setUp, { quiet: true, onSuccess: (reply) => chooseWorkspace(reply.workspaceId) })
  const form = useForm(
    {
      token,
      workspaceName: '',
      timeZone: browserZone(),
      vocabulary: 'customer' as (typeof vocabularies)[number],
      name: '',
      email: '',
      password: '',
    },
    {
      error: act.error,
      check: (v) => ({
        token: v.token.trim() ? undefined : f('missing'),
        workspaceName: v.workspaceName.trim() ? undefined : f('missing'),
        name: v.name.trim() ? undefined : f('missing'),
        email: looksLikeEmail(v.email) ? undefined : f('email'),
        password: v.password.length >= SHORTEST_PASSWORD ? undefined : w('password.short'),
      }),
    },
  )
  const askToken = token === '' || form.wrongAt('token') !== undefined
  return (
    <form
      noValidate
      onSubmit={form.submit((body) =>
        act.mutate({ body: { ...body, country: likelyCountry(body.timeZone), language } }),
      )}
    >
      <div className={css.fields}>
        {askToken && (
          <TextField
            label={w('setup.token')}
            hint={w('setup.tokenHint')}
            autoComplete="off"
            {...form.text('token')}
            onBlur={() => onToken(form.values.token)}
          />
        )}
        <TextField
          label={t('workspaceName')}
          placeholder={t('workspaceExample')}
          autoComplete="organization"
          autoFocus={token !== ''}
          {...form.text('workspaceName')}
        />
        <div className={css.pair}>
          <Select
            label={t('vocabulary')}
            value={form.values.vocabulary}
            onChange={(vocabulary) => form.set('vocabulary', vocabulary)}
            error={form.wrongAt('vocabulary')}
            choices={vocabularies.map((value) => ({ value, label: w(`vocabulary.${value}`) }))}
          />
          <ZoneField
            value={form.values.timeZone}
            onChange={(zone) => form.set('timeZone', zone)}
            error={form.wrongAt('timeZone')}
          />
        </div>
        <TextField label={w('setup.ownName')} autoComplete="name" {...form.text('name')} />
        <TextField label={w('email')} type="email" autoComplete="email" {...form.text('email')} />
        <TextField
          label={w('password.label')}
          hint={w('password.hint')}
          type="password"
          autoComplete="new-password"
          {...form.text('password')}
        />
      </div>
      <FormTrouble trouble={form.whole} />
      <div className={css.actions}>
        <Button type="submit" look="filled" size="l" busy={act.isPending || act.isSuccess}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
