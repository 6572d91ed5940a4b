import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { readGesture } from '../../../contract/goodwill.ts'
import { readPromise } from '../../../contract/promises.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import { useSayGiven } from '../../goodwill/say-given.ts'
import { useAmongUs } from '../../promises/among-us.ts'
import { useSession } from '../../shell/session.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import type { Talk } from '../talk.ts'
import { SaidAt } from './SaidAt.tsx'
import css from './Thread.module.css'
import type { Happening } from './thread-items.ts'

/** A small line between the messages: who did what, or what the house did by itself, and why. */
export function HappeningLine({ happening: h, talk }: { happening: Happening; talk: Talk }) {
  const t = useTranslations('conversations.happened')
  const sayWhen = useSayWhen()
  const { members } = useSession()
  const who = h.actor.name ?? t('servus')
  const memberName = (id: unknown) => members.find((m) => m.id === id)?.name ?? t('colleague')
  const handover = talk.handovers.find((one) => one.id === h.subjects.handoverId)
  const promiseId = h.kind.startsWith('promise.') ? h.subjects.promiseId : undefined
  const filedElsewhere = ({ data }: Happening) => {
    const count = Number(data.messages)
    if (data.undo) return t('unrefiled', { who, count })
    return t.rich('refiled', {
      ...{ who, count },
      talk: (words) => (
        <Link to="/conversations/$id" params={{ id: String(data.to) }}>
          {words}
        </Link>
      ),
    })
  }
  const words = (() => {
    switch (h.kind) {
      case 'conversation.assigned':
        if (!h.data.to) return t('unassigned', { who })
        return memberName(h.data.to) === h.actor.name
          ? t('took', { who })
          : t('assigned', { who, to: memberName(h.data.to) })
      case 'conversation.snoozed':
        return t('snoozed', { who, until: typeof h.data.until === 'string' ? sayWhen(h.data.until) : '' })
      case 'conversation.woken':
        return h.data.by === 'time' ? t('wokeByTime') : t('woke', { who })
      case 'conversation.closed':
        return t('closed', { who })
      case 'conversation.junked':
        return t('junked', { who })
      case 'conversation.not_junk':
        return t('notJunk', { who })
      case 'conversation.split':
      case 'message.refiled':
        return filedElsewhere(h)
      case 'conversation.unmerged':
        return t('unmerged', { who })
      case 'conversation.changed':
        return t('reopened', { who })
      case 'handover.offered':
        return t('offered', { who, to: handover?.to.name ?? t('colleague') })
      case 'handover.accepted':
        return t('accepted', { who })
      case 'handover.declined':
        if (h.data.as === 'withdrawn') return t('withdrawn', { who })
        if (h.data.leaver) return t('leftOffered', { who: memberName(h.data.leaver) })
        return handover?.declinedWhy
          ? t('declinedWhy', { who, why: handover.declinedWhy })
          : t('declined', { who })
      case 'mistake.noted':
        return t('mistake', { who, by: String(h.data.foundBy) })
      case 'gesture.given':
      case 'gesture.reversed':
        return (
          <GivenWords id={h.subjects.gestureId ?? ''}>
            {(what) => t(h.kind === 'gesture.given' ? 'gave' : 'gaveBack', { who, what })}
          </GivenWords>
        )
      case 'authority.asked':
        return t('askedYes', { who })
      case 'authority.allowed':
        return t('allowedIt', { who })
      case 'authority.refused':
        return t('refusedIt', { who })
      case 'recovery.opened':
        return t('amendsBegun', { who })
      case 'recovery.closed':
        return t('amendsMade', { who })
      case 'recovery.withdrawn':
        return t('amendsNot', { who })
      case 'next_contact.set':
        return t('nextSet', { who })
      case 'promise.made':
        return t('promised', {
          who,
          by: typeof h.data.due === 'string' ? sayWhen(h.data.due, 'by') : '',
        })
      case 'promise.kept':
        return t('kept', { who })
      case 'promise.keep_undone':
        return t('keptNot', { who })
      case 'promise.moved':
        return t('moved', { who })
      case 'promise.broken':
        return t('broken', { who })
      case 'promise.released':
        if (h.data.leaver) return t('leftLetOff', { who: memberName(h.data.leaver) })
        return t('released', { who: h.about ?? who })
      case 'promise.promisee_left':
        return t('promiseeLeft', { who: memberName(h.data.leaver), to: memberName(h.data.to) })
      case 'promise.reassigned':
        return t('reassigned', { who, to: memberName(h.data.to) })
      default:
        return t(h.data.as === 'no_progress' ? 'noNews' : 'news', { who })
    }
  })()
  return (
    <p className={css.event}>
      {words}
      {promiseId && <PromiseWords id={promiseId} />} <SaidAt at={h.at} />
    </p>
  )
}

/** What was given, in which money: the log says neither. */
function GivenWords({ id, children }: { id: string; children: (what: string) => string }) {
  const sayGiven = useSayGiven()
  const params = { gestureId: id as Id<'gesture'> }
  const { data } = useQuery({ ...reading(readGesture, { params }), staleTime: 60_000 })
  return children(data ? sayGiven(data) : '…')
}

function PromiseWords({ id }: { id: string }) {
  const quote = useTranslations('promises')
  const amongUs = useAmongUs()
  const { data } = useQuery({ ...reading(readPromise, { params: { promiseId: id } }), staleTime: 60_000 })
  if (!data) return null
  return (
    <>
      {' '}
      <Link to="/promises/$id" params={{ id }}>
        {quote('quoted', { text: amongUs(data) })}
      </Link>
    </>
  )
}
