import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { chooseBackup } from '../../contract/notices.ts'
import { chooseBreakStandIn, type readMyPromisesAlone } from '../../contract/standing-in.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Form.module.css'

type Alone = ReplyOf<typeof readMyPromisesAlone>

/** Asks whoever rests now who takes over what falls meanwhile. The break has begun: nobody is held from it. */
export function StandInDialog({ alone, onClose }: { alone: Alone; onClose: () => void }) {
  const t = useTranslations('promises.standIn')
  const sayWhen = useSayWhen()
  const { members } = useSession()
  const [chosen, setChosen] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const name = members.find((m) => m.id === chosen)?.name ?? ''
  const [long, setLong] = useState<'break' | 'good'>('break')
  const whom = useSayWhom()
  const done = (words: 'chosen' | 'chosenForGood') => () => {
    say({ words: t(words, { name }) })
    onClose()
  }
  const forBreak = useAct(chooseBreakStandIn, { onSuccess: done('chosen') })
  const forGood = useAct(chooseBackup, { onSuccess: done('chosenForGood') })
  const send = () => {
    setTried(true)
    const body = { memberId: chosen as Id<'member'> }
    if (chosen) (long === 'good' ? forGood : forBreak).mutate({ body })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      lede={t('lede', { count: alone.count, by: sayWhen(alone.first!, 'by'), whom: whom(alone) })}
      actions={
        <>
          <Button look="filled" busy={forBreak.isPending || forGood.isPending} onClick={send}>
            {t('act')}
          </Button>
          <LinkButton look="quiet" to="/promises" onClick={onClose}>
            {t('look')}
          </LinkButton>
          <DialogClose render={<Button look="quiet">{t('nobody')}</Button>} />
        </>
      }
    >
      <div className={css.form}>
        <ColleagueSelect
          label={t('who')}
          hint={t('hint')}
          value={chosen}
          placeholder={t('choose')}
          error={tried && !chosen ? t('missing') : undefined}
          onChange={setChosen}
        />
        <Segmented
          label={t('howLong')}
          value={long}
          onChange={setLong}
          segments={[
            { value: 'break', label: t('forBreak') },
            { value: 'good', label: t('forGood') },
          ]}
        />
      </div>
    </Dialog>
  )
}

/** Gives a function that says to whom they were made: the badge of Promises counts those to customers, this one all of them. */
function useSayWhom(): (alone: Alone) => string {
  const t = useTranslations('promises.standIn')
  const format = useFormatter()
  return ({ count, toCustomers, toColleagues }) =>
    format.list(
      [
        toCustomers > 0 && (count === 1 ? t('toCustomer') : t('toCustomers', { count: toCustomers })),
        ...toColleagues.map((c) => (count === 1 ? t('toColleague', { name: c.name }) : t('toColleagues', c))),
      ].filter((part) => part !== false),
    )
}
