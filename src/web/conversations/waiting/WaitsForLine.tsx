import { useTranslations } from 'use-intl'
import type { Waiting } from '../../api/outbox.ts'
import { outbox, useWaiting } from '../../api/waits.ts'
import css from '../thread/Thread.module.css'

/** What waits for the line and says this message, if anything does. */
export function useWaitsFor(messageId: string): Waiting | undefined {
  return useWaiting().find((w) => (w.input as { body?: { id?: string } }).body?.id === messageId)
}

/** Below a message that has not left yet: that it waits for the line, and taking it back. */
export function WaitsForLine({ waiting }: { waiting: Waiting }) {
  const t = useTranslations('shell.offline')
  return (
    <p className={css.delivery}>
      {t('waits')}
      <button type="button" className={css.more} onClick={() => outbox.takeBack(waiting.id)}>
        {t('takeBack')}
      </button>
    </p>
  )
}
