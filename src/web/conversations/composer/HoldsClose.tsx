import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { type Asking, dropAsking } from '../closing.ts'
import { NeedItem } from '../person/NeedItem.tsx'
import type { Talk } from '../talk.ts'
import { useClose } from '../use-close.ts'
import type { Draft } from './drafts.ts'
import css from './HoldsClose.module.css'
import type { SendHow } from './use-send.ts'

/** What holds a close: needs nobody answered for, or an open promise, which stays open by one press. */
export function HoldsClose({
  talk,
  asking,
  draft,
  onSend,
}: {
  talk: Talk
  asking: Asking
  draft: Draft
  onSend: (how: SendHow) => void
}) {
  const t = useTranslations('conversations.holds')
  const close = useClose(talk)
  const open = talk.needs.filter((need) => need.account === 'open')
  const promised = talk.holds.includes('promise_open') || (asking === 'send' && draft.promises.length > 0)
  // It holds nothing, but whoever closes is to know: nobody has answered them.
  const unanswered = asking === 'close' && talk.unanswered
  const go = () => {
    dropAsking(talk.id)
    if (asking === 'send') onSend({ close: true, promisesStayOpen: true })
    else void close.now({ promisesStayOpen: true })
  }
  return (
    <div className={css.holds} role="alert">
      {open.length > 0 ? (
        <>
          <p className={css.words}>{t('needs', { count: open.length })}</p>
          <ul>
            {open.map((need, n) => (
              <NeedItem key={need.id} talk={talk} need={need} first={n === 0} last={n === open.length - 1} />
            ))}
          </ul>
        </>
      ) : (
        <p className={css.words}>{promised ? t('promise') : t('free')}</p>
      )}
      {unanswered && <p className={css.words}>{t('unanswered', { name: talk.person?.name ?? 'none' })}</p>}
      <div className={css.acts}>
        {open.length === 0 && (
          <Button size="s" onClick={go}>
            {asking === 'send' ? t('sendAnyway') : promised ? t('closeAnyway') : t('close')}
          </Button>
        )}
        <Button size="s" look="quiet" onClick={() => dropAsking(talk.id)}>
          {t('leave')}
        </Button>
      </div>
    </div>
  )
}
