import { useTranslations } from 'use-intl'
import { addHandle } from '../../contract/people.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './Person.module.css'

/** One more address or number; which of the two it is one sees by the @. */
export function AddHandle({ personId, onClose }: { personId: string; onClose: () => void }) {
  const t = useTranslations('people.handles')
  const f = useTranslations('form')
  const act = useAct(addHandle, { quiet: true, onSuccess: onClose })
  const form = useForm(
    { value: '', label: '' },
    {
      error: act.error,
      fieldOf: (path) => (path === 'email' || path === 'phone' ? 'value' : path === 'label' ? path : 'value'),
      check: (v) => ({ value: v.value.trim() ? undefined : f('missing') }),
    },
  )
  const send = form.submit(({ value, label }) =>
    act.mutate({
      params: { personId },
      body: {
        kind: value.includes('@') ? 'email' : 'phone',
        value: value.trim(),
        label: label.trim() || null,
      },
    }),
  )
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <TextField label={t('value')} autoFocus autoComplete="off" {...form.text('value')} />
      <TextField
        label={t('label')}
        placeholder={t('labelExample')}
        optional
        autoComplete="off"
        {...form.text('label')}
      />
      <FormTrouble trouble={form.whole} />
      <div className={css.formActs}>
        <Button type="submit" busy={act.isPending}>
          {f('add')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
