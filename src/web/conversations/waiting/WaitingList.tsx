import { useLocale, useMessages, useTranslations } from 'use-intl'
import type { Waiting } from '../../api/outbox.ts'
import { outbox, useWaiting, type WaitingAct } from '../../api/waits.ts'
import { troubleOf } from '../../shell/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toasts.tsx'
import { backToComposer, wordsOf } from './back-to-composer.ts'
import css from './Waiting.module.css'

/** What waits to be sent, in the order in which it goes; each can be taken back before it leaves. */
export function WaitingList() {
  const t = useTranslations('shell.offline')
  const waiting = useWaiting()
  if (waiting.length === 0) return <p className={css.none}>{t('none')}</p>
  return (
    <ol className={css.list}>
      {waiting.map((one) => (
        <WaitingLine key={one.id} waiting={one} />
      ))}
    </ol>
  )
}

function WaitingLine({ waiting }: { waiting: Waiting }) {
  const t = useTranslations('shell.offline')
  const locale = useLocale()
  const messages = useMessages()
  const { id, act, title, refused } = waiting
  const words = wordsOf(waiting)
  const why =
    refused?.code === 'word_before' ? t('wordBefore') : refused && troubleOf(refused, locale, messages).words
  const takeBack = () => {
    if (!outbox.takeBack(id)) backToComposer(waiting)
    say({ words: t('takenBack') })
  }
  const isWord = act === 'sendReply' || act === 'writeNote'
  return (
    <li className={css.line}>
      <div className={css.what}>
        <span className={css.act}>{[t(`acts.${act as WaitingAct}`), title].filter(Boolean).join(' · ')}</span>
        {words && <p className={css.words}>{words}</p>}
        {why && <p className={css.why}>{why}</p>}
      </div>
      <div className={css.acts}>
        {refused && (
          <Button size="s" look="quiet" onClick={() => outbox.again(id)}>
            {t('again')}
          </Button>
        )}
        <Button size="s" look="quiet" onClick={takeBack}>
          {t(!refused ? 'takeBack' : isWord ? 'toComposer' : 'letGo')}
        </Button>
      </div>
    </li>
  )
}
