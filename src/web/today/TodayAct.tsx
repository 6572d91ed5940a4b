import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { finishNextContact, reopenNextContact } from '../../contract/contact.ts'
import { greetArrival, serveArrival, undoArrivalAct } from '../../contract/counter.ts'
import { readToday } from '../../contract/today.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { shows } from '../api/at-once.ts'
import { useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import type { LineAct } from './act-of.ts'
import { CallButton } from './CallButton.tsx'
import { GoodwillAct } from './GoodwillAct.tsx'
import { leadsTo } from './leads-to.ts'
import type { Today, TodayItem } from './why.ts'

/** The button of a line of Today. */
export function TodayAct({ item, act, look }: { item: TodayItem; act: LineAct; look: ButtonLook }) {
  const t = useTranslations('today')
  const mayGreet = useMay('counter.use')
  // What becomes of this line at once; null: it leaves Today.
  const become = (part: Partial<TodayItem> | null) => (today: Today) => {
    const change = (lines: TodayItem[]) =>
      lines.flatMap((line) => (line.key !== item.key ? line : part ? { ...line, ...part } : []))
    const { now, next, moment } = today.groups
    return { ...today, groups: { now: change(now), next: change(next), moment: change(moment) } }
  }
  const greet = useAct(greetArrival, {
    shows: () => [shows(readToday, undefined, become({ kind: 'greeted', care: 'none' }))],
    onSuccess: (_, input) =>
      say({
        words: t('greeted'),
        undo: () => undoGreeting.mutate({ params: input.params, body: { act: 'greet' } }),
      }),
  })
  const undoGreeting = useAct(undoArrivalAct, { onSuccess: () => greet.reset() })
  const serve = useAct(serveArrival, {
    shows: () => [shows(readToday, undefined, become(null))],
    onSuccess: () => say({ words: t('serving') }),
  })
  const reopen = useAct(reopenNextContact)
  const finish = useAct(finishNextContact, {
    shows: () => [shows(readToday, undefined, become(null))],
    onSuccess: (_, input) => say({ words: t('tookPlace'), undo: () => reopen.mutate(input) }),
  })
  const name = item.person?.name ?? item.colleague ?? ''
  if (act.is === 'go') {
    const to = leadsTo(item, act)
    return (
      to && (
        <LinkButton {...to} look={look}>
          <ActWords words={act.words} />
          <VisuallyHidden> {name}</VisuallyHidden>
        </LinkButton>
      )
    )
  }
  const { conversationId, nextContactId, telephone } = item
  switch (act.what) {
    case 'allow':
    case 'helpNow':
    case 'toldThem':
      return <GoodwillAct item={item} what={act.what} look={look} leaves={become(null)} />
    case 'call':
      return telephone && <CallButton item={item} telephone={telephone} look={look} />
    case 'tookPlace':
      return (
        nextContactId && (
          <Button
            look={look}
            icon={Check}
            busy={finish.isPending || finish.isSuccess}
            onClick={() => finish.mutate({ params: { nextContactId: nextContactId as Id<'next_contact'> } })}
          >
            {t('act.tookPlace')}
            <VisuallyHidden> {item.what}</VisuallyHidden>
          </Button>
        )
      )
    case 'greet':
      return (
        mayGreet &&
        conversationId && (
          <Button
            look={look}
            busy={greet.isPending || greet.isSuccess}
            onClick={() => greet.mutate({ params: { conversationId }, body: {} })}
          >
            {t('act.greet')}
            <VisuallyHidden> {name || t('title.arrival')}</VisuallyHidden>
          </Button>
        )
      )
    case 'serve':
      return (
        mayGreet &&
        conversationId && (
          <Button
            look={look}
            busy={serve.isPending || serve.isSuccess}
            onClick={() => serve.mutate({ params: { conversationId } })}
          >
            {t('act.serve')}
            <VisuallyHidden> {name || t('title.greeted')}</VisuallyHidden>
          </Button>
        )
      )
  }
}

/** The words of an act that leads on: on a button, and on a phone below the line. */
export function ActWords({ words }: { words: (LineAct & { is: 'go' })['words'] }) {
  const t = useTranslations('today.act')
  if (words !== 'tell') return t(words)
  return (
    <>
      {t('news')} &nbsp;·&nbsp; {t('noNews')}
    </>
  )
}
