import { useTranslations } from 'use-intl'
import { changeHouseRule } from '../../../contract/recovery.ts'
import { ColleagueSelect } from '../../accounts/ColleagueSelect.tsx'
import { Meanwhile } from '../../accounts/Meanwhile.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useMeanwhile } from '../../accounts/use-meanwhile.ts'
import { useAct } from '../../api/queries.ts'
import css from '../../promises/Form.module.css'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import type { HouseRule } from './friction-data.ts'

/** What a rule is called, and who answers for it. */
export function RuleDialog({ rule, onClose }: { rule: HouseRule; onClose: () => void }) {
  const t = useTranslations('friction.rules')
  return (
    <Dialog open size="s" onOpenChange={(open) => !open && onClose()} title={t('changeTitle')}>
      <RuleForm rule={rule} onClose={onClose} />
    </Dialog>
  )
}

function RuleForm({ rule, onClose }: { rule: HouseRule; onClose: () => void }) {
  const t = useTranslations('friction.rules')
  const f = useTranslations('form')
  const { members } = useSession()
  const change = useAct(changeHouseRule, {
    quiet: ['changed_meanwhile'],
    onSuccess: () => {
      say({ words: t('kept') })
      onClose()
    },
  })
  const present = { name: rule.name, ownerId: rule.owner.id as string }
  const form = useForm(present, {
    error: change.error,
    check: ({ name }) => ({ name: name.trim() ? undefined : f('missing') }),
  })
  const { version, met } = useMeanwhile(form, { values: present, version: rule.version }, change)
  const keep = form.submit(({ name, ownerId }) => {
    if (change.isPending) return
    change.mutate({
      params: { ruleId: rule.id },
      body: { name: name.trim(), ownerId: ownerId as HouseRule['owner']['id'], version },
    })
  })
  const nameOf = (id: unknown) => members.find((one) => one.id === id)?.name
  return (
    <form className={css.form} onSubmit={keep} noValidate>
      <TextField label={t('name')} maxLength={200} autoComplete="off" {...form.text('name')} />
      <ColleagueSelect
        label={t('answers')}
        value={form.values.ownerId}
        present={rule.owner.id}
        onChange={(id) => form.set('ownerId', id)}
        error={form.wrongAt('ownerId')}
        me={(name) => name}
      />
      <Meanwhile
        met={met}
        says={{
          labels: { name: t('name'), ownerId: t('answers') },
          words: (field, value) => (field === 'ownerId' ? nameOf(value) : undefined),
        }}
      />
      <div className={css.acts}>
        <Button type="submit" look="filled" busy={change.isPending}>
          {t('keep')}
        </Button>
        <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
      </div>
    </form>
  )
}
