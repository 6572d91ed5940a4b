import { useTranslations } from 'use-intl'
import { approaches, changePerson } from '../../contract/people.ts'
import { SaveTrouble } from '../accounts/settings/SaveTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useMeanwhile } from '../accounts/use-meanwhile.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'
import { draftOf } from './person-draft.ts'
import { readLanguages } from './say-languages.ts'

/** Changes what we know of a person. What somebody else changes meanwhile is shown beside what one wrote. */
export function EditPerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('people.know')
  const p = useTranslations('people.addDialog')
  const f = useTranslations('form')
  const act = useAct(changePerson, {
    quiet: true,
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const present = draftOf(person)
  const form = useForm(present, { error: act.error })
  const { version, met } = useMeanwhile(form, { values: present, version: person.version }, act)
  const save = form.submit(({ languages, sayName, accessNeeds, ...rest }) =>
    act.mutate({
      params: { personId: person.id },
      body: {
        ...rest,
        sayName: sayName.trim() || null,
        accessNeeds: accessNeeds.trim() || null,
        languages: readLanguages(languages),
        version,
      },
    }),
  )
  return (
    <form noValidate className={css.form} onSubmit={save}>
      <TextField label={p('name')} autoComplete="off" {...form.text('name')} />
      <TextField label={p('sayName')} autoComplete="off" {...form.text('sayName')} />
      <Select
        label={t('approach')}
        value={form.values.approach}
        onChange={(approach) => form.set('approach', approach)}
        error={form.wrongAt('approach')}
        choices={approaches.map((value) => ({ value, label: t(`approaches.${value}`) }))}
      />
      <TextArea label={t('goodToKnow')} {...form.text('goodToKnow')} />
      <TextArea label={t('accessNeeds')} rows={2} {...form.text('accessNeeds')} />
      <TextField label={t('languages')} hint={t('languagesHint')} {...form.text('languages')} />
      <Checkbox
        label={t('sensitive')}
        hint={t('sensitiveHint')}
        checked={form.values.sensitive}
        onChange={(sensitive) => form.set('sensitive', sensitive)}
      />
      <SaveTrouble
        whole={form.whole}
        met={met}
        says={{
          labels: {
            name: p('name'),
            sayName: p('sayName'),
            approach: t('approach'),
            goodToKnow: t('goodToKnow'),
            accessNeeds: t('accessNeeds'),
            languages: t('languages'),
            sensitive: t('sensitive'),
          },
          words: (field, value) =>
            field === 'approach' ? t(`approaches.${value as Person['approach']}`) : undefined,
        }}
      />
      <div className={css.formActs}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
