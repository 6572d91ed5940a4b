import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Line } from '../../ui/Line.tsx'
import { useFocusLeft } from '../../ui/use-focus-left.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useSayGiven, useSayMoney } from '../say-given.ts'
import { AskStanding, useEmergencyLeft } from './AskStanding.tsx'
import css from './Asks.module.css'
import { type AskShown, useAskActs, useTellThem } from './ask-acts.ts'
import { RefuseDialog } from './RefuseDialog.tsx'
import { useHasCome } from './say-from.ts'

/** An ask: for whom, what and why, where it stands, and what one can do about it. */
export function AskLine({ ask }: { ask: AskShown }) {
  const t = useTranslations('goodwill')
  const sayGiven = useSayGiven()
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const { gesture } = ask
  const place = useFocusLeft(ask.outcome)
  const mine = ask.askedBy.id === member.id
  const parts = [
    t('asks.askedAt', { who: mine ? t('asks.you') : ask.askedBy.name, at: sayWhen(ask.askedAt) }),
    gesture.evidence !== 'none' && t(`give.evidence.${gesture.evidence}`),
    gesture.cause?.name,
  ]
  return (
    <Line
      who={
        <Link to="/people/$id" params={{ id: gesture.person.id }}>
          {gesture.person.name}
        </Link>
      }
      what={sayGiven(gesture)}
      why={
        <>
          {parts.filter(Boolean).join(' · ')}
          {gesture.conversation && (
            <>
              {' · '}
              <Link to="/conversations/$id" params={{ id: gesture.conversation.id }} search={{}}>
                {gesture.conversation.subject || t('asks.talk')}
              </Link>
            </>
          )}
        </>
      }
    >
      <blockquote className={css.said}>{gesture.why}</blockquote>
      <div ref={place} tabIndex={-1} className={css.place}>
        <AskStanding ask={ask} />
      </div>
      <AskActs ask={ask} mine={mine} />
    </Line>
  )
}

/** What one can do with an ask where one stands: answer it, help oneself, tell them. */
export function AskActs({ ask, mine, more }: { ask: AskShown; mine: boolean; more?: ReactNode }) {
  const t = useTranslations('goodwill.asks')
  const acts = useAskActs(ask)
  const tell = useTellThem(ask)
  const hasCome = useHasCome(ask.emergencyFrom)
  const { may, less } = useEmergencyLeft(ask, mine)
  const sayMoney = useSayMoney()
  const [refusing, setRefusing] = useState(false)
  const name = firstName(ask.gesture.person.name)
  const about = <VisuallyHidden> {ask.gesture.person.name}</VisuallyHidden>
  const open = ask.outcome === null
  const untold = mine && !open && ask.customerWaits
  if (!more && !open && !untold) return null
  return (
    <div className={css.acts}>
      {open && !mine && (
        <>
          <Button busy={acts.busy} onClick={acts.grant}>
            {t('allow')}
            {about}
          </Button>
          <Button look="quiet" onClick={() => setRefusing(true)}>
            {t('refuse')}
            {about}
          </Button>
        </>
      )}
      {open && mine && hasCome && may && (
        <Button busy={acts.busy} onClick={() => acts.help()}>
          {t('help')}
          {about}
        </Button>
      )}
      {open && mine && hasCome && less && (
        <Button busy={acts.busy} onClick={() => acts.help(less)}>
          {t('helpLess', { most: sayMoney(less) })}
          {about}
        </Button>
      )}
      {open && mine && (
        <Button look="quiet" busy={acts.busy} onClick={acts.withdraw}>
          {t('withdraw')}
          {about}
        </Button>
      )}
      {untold && tell.write && <Button onClick={tell.write}>{t('tell', { name })}</Button>}
      {untold && (
        <Button look={tell.write ? 'quiet' : 'outline'} busy={tell.busy} onClick={tell.known}>
          {t('knows', { name })}
        </Button>
      )}
      {more}
      {refusing && <RefuseDialog ask={ask} onClose={() => setRefusing(false)} />}
    </div>
  )
}
