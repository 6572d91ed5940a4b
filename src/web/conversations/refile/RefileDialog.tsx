import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Message, Talk } from '../talk.ts'
import { Places } from './Places.tsx'
import css from './Refile.module.css'
import { type Place, useRefile } from './use-refile.ts'
import { MessageLine, useAllMessages, WhichMessages } from './WhichMessages.tsx'

/** Files messages in another conversation, or in one of their own: which, then where, and it is done; it can be taken back. */
export function RefileDialog({
  talk,
  message,
  onClose,
}: {
  talk: Talk
  /** the one it was opened at; else they are ticked here */
  message?: Message | undefined
  onClose: () => void
}) {
  const t = useTranslations('conversations.refile')
  const from = useAllMessages(talk)
  const [chosen, setChosen] = useState<readonly string[]>(message ? [message.id] : [])
  const [choosing, setChoosing] = useState(message === undefined)
  const [busy, setBusy] = useState(false)
  const refile = useRefile(talk)
  const isAll = from.isWhole && chosen.length === from.messages.length
  const choose = async (place: Place) => {
    setBusy(true)
    if (await refile(place, chosen)) onClose()
    else setBusy(false)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} lede={t('lede')}>
      <div className={css.places}>
        {message && !choosing ? (
          <div className={css.one}>
            <MessageLine message={message} />
            {from.messages.length > 1 && (
              <Button size="s" look="quiet" onClick={() => setChoosing(true)}>
                {t('others')}
              </Button>
            )}
          </div>
        ) : (
          <WhichMessages from={from} chosen={chosen} onChoose={setChosen} />
        )}
        {talk.sensitive && <p className={css.rest}>{t('few')}</p>}
        <Places
          talk={talk}
          count={chosen.length}
          mayBeOwn={!isAll}
          busy={busy}
          onChoose={(place) => void choose(place)}
        />
      </div>
    </Dialog>
  )
}
