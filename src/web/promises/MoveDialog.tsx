import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { movePromise, readPromise } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { reading, useAct } from '../api/queries.ts'
import { Unreachable } from '../conversations/composer/Unreachable.tsx'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { Radios } from '../ui/Radios.tsx'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/toasts.tsx'
import type { PromiseShown } from './by-day.ts'
import { ChangedMeanwhile, useAsSeen } from './ChangedMeanwhile.tsx'
import { DueField, NO_DUE, type TypedDue } from './DueField.tsx'
import css from './Form.module.css'
import { NewDateRead } from './NewDateRead.tsx'
import { useToldHow } from './told-how.ts'

type Props = {
  promise: PromiseShown
  onClose: () => void
  /** the promise that follows */
  onMoved: (id: string) => void
}

/** Agrees a new date: the old promise stays readable, a new one follows it. */
export function MoveDialog(props: Props) {
  const t = useTranslations('promises.move')
  const { member } = useSession()
  const { owner } = props.promise
  const lede = owner.id === member.id ? t('lede') : `${t('owned', { name: owner.name })} ${t('lede')}`
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('title')} lede={lede}>
      <MoveForm {...props} />
    </Dialog>
  )
}

function MoveForm({ promise: begun, onClose, onMoved }: Props) {
  const t = useTranslations('promises.move')
  const sayWhen = useSayWhen()
  const [due, setDue] = useState<TypedDue>(NO_DUE)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const move = useAct(movePromise)
  const { promise, setOnTop } = useFollowing(begun)
  const name = firstName(promise.to.name)
  const { seen, changed, goOn } = useAsSeen(promise)
  // Whoever sets theirs on top has read which date stands there.
  if (seen.id !== promise.id) goOn()
  const { how, choose, ways, inTime, siteId, unreachable, hasPage } = useToldHow(promise)
  const same = due.at !== null && due.at === promise.due
  const send = () => {
    setTried(true)
    if (!due.at || same || reason.trim() === '' || !how || changed || move.isPending) return
    const at = due.at
    const told = { toldCustomer: how !== 'not_yet', toldBy: how === 'not_yet' ? ('page' as const) : how }
    const body = { due: at, saidAs: due.text, reason: reason.trim(), ...told }
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
  useVerb({ id: 'move.send', label: t('act'), keys: 'mod+enter', run: send })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {changed && (
        <ChangedMeanwhile
          seen={seen}
          promise={promise}
          onGoOn={goOn}
          onTheirs={(id) => {
            onClose()
            onMoved(id)
          }}
          onTop={setOnTop}
        />
      )}
      <DueField
        label={t('due')}
        value={due}
        onChange={setDue}
        siteId={siteId}
        error={same ? t('same') : tried && !due.at ? t('dueMissing') : undefined}
      />
      <TextField
        label={t('why')}
        value={reason}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === '' ? t('whyMissing', { name }) : undefined}
      />
      <NewDateRead promise={promise} reason={reason} due={due.at} how={how} hasPage={hasPage} />
      <Radios
        label={t('how.label', { name })}
        radios={ways}
        value={how}
        onChange={choose}
        error={tried && !how ? t('how.missing', { name }) : undefined}
      />
      {unreachable && (
        <Unreachable person={promise.to} telephones={promise.telephone ? [promise.telephone] : []} />
      )}
      {how && !changed && (
        <p className={css.preview} role="status">
          {t(inTime ? 'countsMoved' : 'countsBroken', {
            by: sayWhen(promise.originalDue, 'by'),
          })}
        </p>
      )}
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={move.isPending} disabled={changed}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
      </div>
    </form>
  )
}

/** The promise whose date is set: the one it began with, or the one a colleague let follow it meanwhile. */
function useFollowing(begun: PromiseShown) {
  const [id, setOnTop] = useState<string | null>(null)
  const { data } = useQuery({
    ...reading(readPromise, { params: { promiseId: id ?? '' } }),
    enabled: id !== null,
  })
  return { promise: data ?? begun, setOnTop }
}
