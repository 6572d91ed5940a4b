import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import type { Message } from '../talk.ts'
import css from './Thread.module.css'

/** The mail as it was sent, in a frame without scripts; pictures from elsewhere only when asked for. */
export function AsSent({ message, onBack }: { message: Message; onBack: () => void }) {
  const t = useTranslations('conversations.details')
  const [remote, setRemote] = useState(false)
  return (
    <div className={css.asSent}>
      <iframe
        title={t('frame', { name: message.author.name })}
        src={`/api/messages/${message.id}/html${remote ? '?remote=1' : ''}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        className={css.frame}
      />
      <p className={css.links}>
        <Button size="s" look="quiet" onClick={onBack}>
          {t('asText')}
        </Button>
        {!remote && (
          <Button size="s" look="quiet" onClick={() => setRemote(true)}>
            {t('remote')}
          </Button>
        )}
      </p>
    </div>
  )
}
