import { useTranslations } from 'use-intl'
import { changeNoted } from '../../contract/people.ts'
import { SaveTrouble } from '../accounts/settings/SaveTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useMeanwhile } from '../accounts/use-meanwhile.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'

type Noted = Person['alsoKnown'][number]

const draftOf = ({ sayName, goodToKnow, accessNeeds }: Noted) => ({
  sayName: sayName ?? '',
  goodToKnow,
  accessNeeds: accessNeeds ?? '',
})

/** Changes what was noted with a record that was merged into somebody: it stays with that record. */
export function EditNoted({
  personId,
  noted,
  onClose,
}: {
  personId: Person['id']
  noted: Noted
  onClose: () => void
}) {
  const t = useTranslations('people.know')
  const p = useTranslations('people.addDialog')
  const f = useTranslations('form')
  const act = useAct(changeNoted, {
    quiet: true,
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const present = draftOf(noted)
  const form = useForm(present, { error: act.error })
  const { version, met } = useMeanwhile(form, { values: present, version: noted.version }, act)
  const labels = { sayName: p('sayName'), goodToKnow: t('goodToKnow'), accessNeeds: t('accessNeeds') }
  const save = form.submit(({ sayName, goodToKnow, accessNeeds }) =>
    act.mutate({
      params: { personId, recordId: noted.id },
      body: { sayName: sayName.trim() || null, goodToKnow, accessNeeds: accessNeeds.trim() || null, version },
    }),
  )
  return (
    <form noValidate className={css.form} onSubmit={save}>
      <TextField label={labels.sayName} autoComplete="off" {...form.text('sayName')} />
      <TextArea label={labels.goodToKnow} {...form.text('goodToKnow')} />
      <TextArea label={labels.accessNeeds} rows={2} {...form.text('accessNeeds')} />
      <SaveTrouble whole={form.whole} met={met} says={{ labels }} />
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
