import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { approaches, changePerson, readPerson } from '../../contract/people.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { reading, useAct } from '../api/queries.ts'
import { refusalCode } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { Meanwhile } from './Meanwhile.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'
import { draftOf } from './person-draft.ts'
import { readLanguages } from './say-languages.ts'

/** Changes what we know of a person. If somebody else was quicker, theirs is shown beside what one wrote. */
export function EditPerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('people.know')
  const p = useTranslations('people.addDialog')
  const f = useTranslations('form')
  const queryClient = useQueryClient()
  const [base, setBase] = useState(person)
  const [theirs, setTheirs] = useState<Person | null>(null)
  const act = useAct(changePerson, {
    quiet: true,
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const conflict = refusalCode(act.error) === 'changed_meanwhile'
  const form = useForm(draftOf(person), { error: conflict ? null : act.error })
  const save = (version: number) => {
    const { languages, sayName, accessNeeds, ...rest } = form.values
    act.mutate(
      {
        params: { personId: person.id },
        body: {
          ...rest,
          sayName: sayName.trim() || null,
          accessNeeds: accessNeeds.trim() || null,
          languages: readLanguages(languages),
          version,
        },
      },
      {
        onError: async (error) => {
          if (refusalCode(error) !== 'changed_meanwhile') return
          const now = reading(readPerson, { params: { personId: person.id } })
          setTheirs((await queryClient.fetchQuery({ ...now, staleTime: 0 })) as Person)
        },
      },
    )
  }
  return (
    <form noValidate className={css.form} onSubmit={form.submit(() => save((theirs ?? base).version))}>
      {theirs && (
        <Meanwhile
          base={base}
          theirs={theirs}
          onTake={() => {
            form.reset(draftOf(theirs))
            setBase(theirs)
            setTheirs(null)
          }}
        />
      )}
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
      <FormTrouble trouble={form.whole} />
      <div className={css.formActs}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {theirs ? f('keepMine') : f('save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
