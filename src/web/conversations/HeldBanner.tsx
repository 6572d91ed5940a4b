import { useTranslations } from 'use-intl'
import { closeConversation, releaseHeld, undoClose } from '../../contract/conversations.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { sayWhile } from '../ui/toasts.tsx'
import css from './Banners.module.css'
import { type Talk, useTalkAct } from './talk.ts'

/** Held back as perhaps no real message: one press lets it in. */
export function HeldBanner({ talk }: { talk: Talk }) {
  const t = useTranslations('conversations.held')
  const may = useMay('conversations.write')
  const release = useTalkAct(releaseHeld, talk.id)
  const close = useTalkAct(closeConversation, talk.id)
  const reopen = useTalkAct(undoClose, talk.id)
  const params = { conversationId: talk.id }
  const away = async () => {
    const done = close({ params, body: {} }, { state: 'closed' })
    await sayWhile(done, {
      words: t('closed'),
      undo: () => void reopen({ params }, { state: 'held', closedAt: null }),
    })
  }
  return (
    <div className={css.banner} role="status">
      <p className={css.words}>{t('words')}</p>
      {may && (
        <div className={css.acts}>
          <Button
            size="s"
            onClick={() => {
              void sayWhile(release({ params }, { state: 'waiting' }), { words: t('released') })
            }}
          >
            {t('release')}
          </Button>
          <Button size="s" look="quiet" onClick={() => void away()}>
            {t('away')}
          </Button>
        </div>
      )}
    </div>
  )
}
