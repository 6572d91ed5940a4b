import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { movePromise } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import type { PromiseShown } from './by-day.ts'
import { ChangedMeanwhile, useAsSeen } from './ChangedMeanwhile.tsx'
import { DueField, NO_DUE, type TypedDue } from './DueField.tsx'
import css from './Form.module.css'

type Props = {
  promise: PromiseShown
  /** how the person hears of it, where they have not been told yet by telephone or in person */
  toldBy: 'page' | 'email' | 'in_person'
  onClose: () => void
  /** the promise that follows */
  onMoved: (id: string) => void
}

/** Agrees a new date: the old promise stays readable, a new one follows it. */
export function MoveDialog(props: Props) {
  const t = useTranslations('promises.move')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('title')} lede={t('lede')}>
      <MoveForm {...props} />
    </Dialog>
  )
}

function MoveForm({ promise, toldBy, onClose, onMoved }: Props) {
  const t = useTranslations('promises.move')
  const sayWhen = useSayWhen()
  const [due, setDue] = useState<TypedDue>(NO_DUE)
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(true)
  const [tried, setTried] = useState(false)
  const move = useAct(movePromise)
  const name = firstName(promise.to.name)
  const { seen, changed, goOn } = useAsSeen(promise)
  const send = () => {
    setTried(true)
    if (!due.at || reason.trim() === '' || changed || move.isPending) return
    const at = due.at
    const body = { due: at, saidAs: due.text, reason: reason.trim(), toldCustomer: told, toldBy }
    move.mutate(
      { params: { promiseId: promise.id }, body: { ...body, version: seen.version } },
      {
        onSuccess: (next) => {
          say({ words: t('moved', { by: sayWhen(at, 'by') }) })
          onClose()
          onMoved(next.id)
        },
      },
    )
  }
  useVerb({ id: 'promise.move', label: t('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {changed && <ChangedMeanwhile seen={seen} promise={promise} onGoOn={goOn} />}
      <DueField
        label={t('due')}
        value={due}
        onChange={setDue}
        error={tried && !due.at ? t('dueMissing') : undefined}
      />
      <TextField
        label={t('why')}
        value={reason}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === '' ? t('whyMissing', { name }) : undefined}
      />
      <Checkbox
        label={t('told', { name })}
        hint={t(promise.to.kind === 'member' ? 'toldHintColleague' : 'toldHint', { name })}
        checked={told}
        onChange={setTold}
      />
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={move.isPending} disabled={changed}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
      </div>
    </form>
  )
}
