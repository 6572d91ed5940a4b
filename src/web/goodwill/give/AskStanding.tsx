import { useTranslations } from 'use-intl'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useSession } from '../../shell/session.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { useSayMoney } from '../say-given.ts'
import css from './Asks.module.css'
import type { AskShown } from './ask-acts.ts'
import { useHasCome, useSayFrom } from './say-from.ts'
import { leftOf, useAuthority } from './use-left.ts'

/** Where an ask stands, in words: who is asked, by when, what was answered, and what one may tell them. */
export function AskStanding({ ask }: { ask: AskShown }) {
  const t = useTranslations('goodwill.asks')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const mine = ask.askedBy.id === member.id
  const name = firstName(ask.gesture.person.name)
  const who = ask.settledBy ? (ask.settledBy.id === member.id ? null : firstName(ask.settledBy.name)) : null
  return (
    <div className={css.standing}>
      {ask.outcome === null && <Waiting ask={ask} mine={mine} />}
      {ask.outcome === 'granted' && <p>{who ? t('saidYes', { who }) : t('youSaidYes')}</p>}
      {ask.outcome === 'refused' && (
        <>
          <p>{who ? t('saidNo', { who }) : t('youSaidNo')}</p>
          <blockquote className={css.said}>{ask.why}</blockquote>
        </>
      )}
      {ask.outcome === 'emergency' && (
        <p>{mine ? t('youHelped') : t('helpedThemselves', { who: firstName(ask.askedBy.name) })}</p>
      )}
      {ask.outcome === 'withdrawn' && <p>{t('notNeeded')}</p>}
      {mine && ask.customerWaits && <p>{t('waitsFor', { name, by: sayWhen(ask.customerBy, 'by') })}</p>}
    </div>
  )
}

function Waiting({ ask, mine }: { ask: AskShown; mine: boolean }) {
  const t = useTranslations('goodwill.asks')
  const { member } = useSession()
  const sayWhen = useSayWhen()
  const sayFrom = useSayFrom()
  const hasCome = useHasCome(ask.emergencyFrom)
  const by = sayWhen(ask.answerBy, 'by')
  const before = ask.asked.filter((one) => one.id !== ask.holder?.id).map((one) => firstName(one.name))
  const { words } = useEmergencyLeft(ask, mine)
  const me = ask.holder?.id === member.id
  return (
    <>
      <p>
        {me
          ? t('youAreAsked', { by, asker: firstName(ask.askedBy.name) })
          : ask.holder
            ? t('isAsked', { who: firstName(ask.holder.name), by })
            : t('nobodyThere', { by })}
        {before.length > 0 && ` ${t('askedBefore', { who: before.join(', ') })}`}
      </p>
      {mine && words && <p>{hasCome ? words.now : t('from', { from: sayFrom(ask.emergencyFrom) })}</p>}
    </>
  )
}

/** What one may do oneself where nobody answers: whether it is enough, how much of it where it is not, and the words for it. */
export function useEmergencyLeft(ask: AskShown, mine: boolean) {
  const t = useTranslations('goodwill.asks')
  const sayMoney = useSayMoney()
  const { kind, money, person, conversation } = ask.gesture
  const to =
    mine && ask.outcome === null
      ? {
          personId: person.id,
          name: person.name,
          ...(conversation ? { conversationId: conversation.id } : {}),
        }
      : null
  const { data } = useAuthority(to)
  if (!data || data.near !== null) return { may: false, less: null, words: null }
  const left = leftOf(data, kind, money?.currency ?? null, 'emergency')
  const may = left === null || left >= (money?.minor ?? 1)
  const most = left === null ? '' : money ? sayMoney({ minor: left, currency: money.currency }) : String(left)
  const now = may ? t('mayHelp') : t('tooMuch', { most })
  const less = !may && left > 0 && money ? { minor: left, currency: money.currency } : null
  return { may, less, words: { now } }
}
