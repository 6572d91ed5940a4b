import { Clock } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { snoozeConversation, wakeConversation } from '../../../contract/conversations.ts'
import { snoozePresets } from '../../../domain/conversations/snooze.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { DueField, NO_DUE, type TypedDue } from '../../promises/DueField.tsx'
import { useDueContext } from '../../promises/schedule.ts'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './SnoozePopover.module.css'

/** Puts the conversation aside until a time or an answer: with clock times, or in one's own words. */
export function SnoozePopover({
  talk,
  open,
  onOpenChange,
}: {
  talk: Talk
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const t = useTranslations('conversations.snooze')
  const sayWhen = useSayWhen()
  const snooze = useTalkAct(snoozeConversation, talk.id)
  const wake = useTalkAct(wakeConversation, talk.id)
  const params = { conversationId: talk.id }
  const asleep = talk.state === 'snoozed'
  const until = async (at: Instant) => {
    onOpenChange(false)
    const done = snooze({ params, body: { until: at } }, { state: 'snoozed', snoozedUntil: at })
    const before = asleep ? talk.snoozedUntil : null
    await sayWhile(done, {
      words: t('done', { until: sayWhen(at) }),
      undo: () =>
        void (before
          ? snooze({ params, body: { until: before } }, { state: 'snoozed', snoozedUntil: before })
          : wake({ params }, { state: talk.state, snoozedUntil: null })),
    })
  }
  const wakeNow = () => {
    onOpenChange(false)
    const before = talk.snoozedUntil
    void sayWhile(wake({ params }, { state: 'answered', snoozedUntil: null }), {
      words: t('awake'),
      undo: () =>
        before &&
        void snooze({ params, body: { until: before } }, { state: 'snoozed', snoozedUntil: before }),
    })
  }
  return (
    <Popover
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      title={t('title')}
      trigger={<IconButton icon={Clock} label={t('title')} keys="h" />}
    >
      <Choices siteId={talk.siteId} onChoose={(at) => void until(at)} />
      {asleep && (
        <Button look="quiet" size="s" onClick={wakeNow}>
          {t('wake')}
        </Button>
      )}
    </Popover>
  )
}

/** Times that lie near, with their clock times, or one in one's own words; `act` and `words` say what it is for, else for a sleep. */
export function Choices({
  siteId,
  act,
  words,
  onChoose,
}: {
  siteId: string
  act?: string
  words?: string
  onChoose: (at: Instant) => void
}) {
  const t = useTranslations('conversations.snooze')
  const sayWhen = useSayWhen()
  const ctx = useDueContext(siteId)
  const [due, setDue] = useState<TypedDue>(NO_DUE)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (due.at) onChoose(due.at)
  }
  const own = useRef<HTMLFormElement>(null)
  // The first time has the focus, for a press of Enter; whoever begins to type says one in their own words.
  const typed = (event: KeyboardEvent) => {
    const letter = /^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
    if (letter && !(event.target instanceof HTMLInputElement)) own.current?.querySelector('input')?.focus()
  }
  return (
    <fieldset className={css.choices} aria-label={act ?? t('title')} onKeyDown={typed}>
      {snoozePresets(ctx.now, ctx.schedule).map(({ preset, at }) => (
        <button key={preset} type="button" className={css.preset} onClick={() => onChoose(at)}>
          <span>{t(`presets.${preset}`)}</span>
          <span className={css.at}>{sayWhen(at)}</span>
        </button>
      ))}
      <form ref={own} onSubmit={submit} className={css.own}>
        <DueField label={t('own')} value={due} onChange={setDue} siteId={siteId} begins />
        {due.at && (
          <Button type="submit" size="s" look="filled">
            {act ?? t('act')}
          </Button>
        )}
      </form>
      <p className={css.words}>{words ?? t('words')}</p>
    </fieldset>
  )
}
