import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  closeRecoveryCase,
  readRecoveryCase,
  reopenRecoveryCase,
  withdrawRecoveryCase,
} from '../../../contract/recovery.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useMay, useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { say } from '../../ui/toasts.tsx'
import { CheckBackForm } from './CheckBackForm.tsx'
import { LookAgain } from './LookAgain.tsx'
import css from './Recovery.module.css'
import { type Case, useAfterSteps } from './recovery-data.ts'
import { SidesForm } from './SidesForm.tsx'
import { Steps } from './Steps.tsx'

/** One case of putting something right, whole: both sides, the steps, the day to look after them again, its end. */
export function CaseDialog({
  id,
  name,
  onClose,
}: {
  /** null: it is being begun */
  id: Case['id'] | null
  name: string
  onClose: () => void
}) {
  const t = useTranslations('amends')
  const query = useQuery({
    ...reading(readRecoveryCase, { params: { recoveryId: id ?? ('' as Case['id']) } }),
    enabled: id !== null,
  })
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: firstName(name) || 'none' })}
      lede={t('lede')}
    >
      {query.data ? <Whole one={query.data} onClose={onClose} /> : <PartState query={query} count={4} />}
    </Dialog>
  )
}

function Whole({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useTranslations('amends')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const may = useMay('goodwill.give')
  const [held, setHeld] = useState(false)
  const place = useRef<HTMLFormElement>(null)
  const reopen = useAct(reopenRecoveryCase)
  const close = useAct(closeRecoveryCase, {
    onSuccess: ({ id, version }) => {
      say({
        words: t('closed'),
        undo: () => reopen.mutate({ params: { recoveryId: id }, body: { version } }),
      })
      onClose()
    },
  })
  const withdraw = useAct(withdrawRecoveryCase, {
    onSuccess: () => {
      say({ words: t('withdrawn') })
      onClose()
    },
  })
  const act = { params: { recoveryId: one.id }, body: { version: one.version } }
  const { waits, after } = useAfterSteps(one)
  const open = one.closedAt === null
  const begun = one.steps.length > 0 || one.theirs || one.known || one.checkBack
  const end = () => {
    if (one.checkBack) return after((version) => close.mutate({ ...act, body: { version } }))
    setHeld(true)
    requestAnimationFrame(() => place.current?.querySelectorAll('input')[1]?.focus())
  }
  return (
    <div className={css.case}>
      <SidesForm one={one} />
      <section aria-label={t('steps.label')}>
        <h3 className={css.side}>{t('steps.label')}</h3>
        <Steps one={one} />
      </section>
      <section aria-label={t('look.title')}>
        <h3 className={css.side}>{t('look.title')}</h3>
        {(one.checkBack || !open || !may) && (
          <p className={css.lookLine}>
            <LookAgain one={one} />
          </p>
        )}
        {open && may && one.next === 'date' && <CheckBackForm one={one} held={held} place={place} />}
      </section>
      <div className={css.foot}>
        <span className={css.soft}>
          {one.conversation && (
            <>
              <Link
                to="/conversations/$id"
                params={{ id: one.conversation.id }}
                search={{}}
                onClick={onClose}
              >
                {one.conversation.subject || t('conversation')}
              </Link>
              {' · '}
            </>
          )}
          {t(open ? 'begun' : 'ended', {
            name: one.openedBy.name,
            when: sayWhen(one.closedAt ?? one.openedAt),
          })}
        </span>
        {open && may && (
          <span className={css.acts}>
            {!begun && one.openedBy.id === member.id && (
              <Button look="quiet" size="s" busy={withdraw.isPending} onClick={() => withdraw.mutate(act)}>
                {t('withdraw')}
              </Button>
            )}
            <Button size="s" busy={waits || close.isPending} onClick={end}>
              {t('close')}
            </Button>
          </span>
        )}
      </div>
    </div>
  )
}
