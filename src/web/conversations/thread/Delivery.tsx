import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { retrySend } from '../../../contract/channels.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useUndoSend } from '../composer/use-undo-send.ts'
import { type Message, type Talk, threadKey } from '../talk.ts'
import { useWaitsFor, WaitsForLine } from '../waiting/WaitsForLine.tsx'
import css from './Thread.module.css'

/** How what goes out stands: leaving in a moment, gone, or stuck, with what can be done. */
export function Delivery({ message, talk }: { message: Message; talk: Talk }) {
  const t = useTranslations('conversations.delivery')
  const sayWhen = useSayWhen()
  const undo = useUndoSend(talk.id)
  const retry = useAct(retrySend)
  const { member } = useSession()
  const delivery = message.delivery
  const waits = useWaitsFor(message.id)
  const onPage = delivery !== null && message.recipients.to.length === 0
  const until = onPage ? delivery.undoUntil : null
  useReadAgain(talk.id, until && Date.parse(until) - Date.parse(message.at))
  if (waits) return <WaitsForLine waiting={waits} />
  if (!delivery) return null
  const isMine = message.author.id === member.id
  const takeBack = delivery.canTakeBack && isMine && (
    <Button size="s" look="quiet" onClick={() => void undo(message)}>
      {t('takeBack')}
    </Button>
  )
  const tryNow = (
    <Button
      size="s"
      busy={retry.isPending}
      onClick={() => retry.mutate({ params: { messageId: message.id } })}
    >
      {t(delivery.state === 'failed' ? 'retry' : 'tryNow')}
    </Button>
  )
  if (delivery.state === 'sent')
    return (
      <p className={css.delivery}>
        {t('sent', { when: delivery.sentAt ? sayWhen(delivery.sentAt) : '' })}
        {/* it left, and not everybody got it */}
        {delivery.problem && ` · ${delivery.problem}`}
      </p>
    )
  if (delivery.state === 'failed')
    return (
      <div className={css.failed} role="status">
        <Icon of={CircleAlert} size={16} />
        <span>
          {t('failed')} {delivery.problem}
        </span>
        <div className={css.ways}>
          {tryNow}
          {takeBack}
        </div>
      </div>
    )
  if (delivery.state === 'queued' && delivery.problem)
    return (
      <div className={css.waits} role="status">
        <span>{t('waits', { problem: delivery.problem })}</span>
        <div className={css.ways}>
          {tryNow}
          {takeBack}
        </div>
      </div>
    )
  if (delivery.state === 'cancelled') return <p className={css.delivery}>{t('cancelled')}</p>
  return (
    <p className={css.delivery}>
      {t(onPage ? 'showing' : 'leaving')}
      {delivery.undoUntil && isMine && (
        <button type="button" className={css.more} onClick={() => void undo(message)}>
          {t('undo')}
        </button>
      )}
    </p>
  )
}

/** A little after a word on a page can be taken back no more (ms): nothing tells that the time is over. */
const AFTER = 500

function useReadAgain(id: string, heldFor: number | null): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (heldFor === null) return
    const again = () => void queryClient.invalidateQueries({ queryKey: threadKey(id) })
    const timer = setTimeout(again, heldFor + AFTER)
    return () => clearTimeout(timer)
  }, [queryClient, id, heldFor])
}
