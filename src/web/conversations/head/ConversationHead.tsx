import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Check, Handshake, PanelRight, Tag, Undo2, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { undoClose } from '../../../contract/conversations.ts'
import { Button } from '../../ui/Button.tsx'
import { useVerbs } from '../../ui/hotkeys.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { catchTyping } from '../../ui/typed-ahead.ts'
import { useSidePane } from '../side-pane.ts'
import { type Talk, useTalkAct } from '../talk.ts'
import { useClose } from '../use-close.ts'
import { lastPlace } from '../views/use-at.ts'
import { AssignMenu } from './AssignMenu.tsx'
import css from './ConversationHead.module.css'
import { HandoverDialog } from './HandoverDialog.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { SnoozePopover } from './SnoozePopover.tsx'
import { Standing } from './Standing.tsx'
import { TagPopover } from './TagPopover.tsx'

/** What the conversation is about and whose it is, with assign, snooze and close in reach. */
export function ConversationHead({ talk, mayWrite }: { talk: Talk; mayWrite: boolean }) {
  const t = useTranslations('conversations')
  const tags = useTranslations('tags')
  const [over, setOver] = useState<'assign' | 'snooze' | 'handover' | 'tags' | null>(null)
  const pane = useSidePane()
  const navigate = useNavigate()
  const close = useClose(talk)
  const reopen = useTalkAct(undoClose, talk.id)
  const params = { conversationId: talk.id }
  const closed = talk.closedAt !== null
  const openAgain = () =>
    void sayWhile(reopen({ params }, { closedAt: null, state: 'answered' }), {
      words: t('head.reopened'),
      undo: () => void close.now({ promisesStayOpen: true, next: false }),
    })
  const back = lastPlace()
  const here = t('head.here')
  const open = (what: 'assign' | 'snooze' | 'handover' | 'tags') => {
    catchTyping()
    setOver(what)
  }
  useVerbs([
    {
      id: 'conversation.close',
      label: t(closed ? 'head.reopen' : 'head.close'),
      keys: 'e',
      icon: Check,
      group: here,
      enabled: mayWrite,
      run: () => (closed ? openAgain() : void close.now()),
    },
    {
      id: 'conversation.closeAndNext',
      label: t('head.closeAndNext'),
      keys: 'shift+e',
      group: here,
      enabled: mayWrite && !closed,
      run: () => void close.now({ next: true }),
    },
    {
      id: 'conversation.assign',
      label: t('assign.title'),
      keys: 'a',
      icon: UserRound,
      group: here,
      enabled: mayWrite && !closed,
      run: () => open('assign'),
    },
    {
      id: 'conversation.handover',
      label: t('handover.warmly'),
      keys: 'shift+a',
      icon: Handshake,
      group: here,
      enabled: mayWrite && !closed,
      run: () => open('handover'),
    },
    {
      id: 'conversation.snooze',
      label: t('snooze.title'),
      keys: 'h',
      group: here,
      enabled: mayWrite && !closed,
      run: () => open('snooze'),
    },
    {
      id: 'conversation.tags',
      label: tags('title'),
      keys: 'l',
      icon: Tag,
      group: here,
      enabled: mayWrite,
      run: () => open('tags'),
    },
    {
      id: 'conversation.back',
      label: t('head.back'),
      keys: 'escape',
      run: () => void navigate({ to: '/inbox/$view', ...back }),
    },
    { id: 'conversation.pane', label: t('person.toggle'), keys: ']', group: here, run: pane.toggle },
  ])
  return (
    <header className={css.head}>
      <div className={css.top}>
        <LinkButton to="/inbox/$view" {...back} look="quiet" size="s" icon={ArrowLeft} className={css.back}>
          <span className="sr-only">{t('head.back')}</span>
        </LinkButton>
        <h1 className={css.subject} data-page-heading="" tabIndex={-1}>
          {talk.subject || t('row.noSubject')}
        </h1>
        <div className={css.acts}>
          {mayWrite && !closed && (
            <>
              <AssignMenu
                talk={talk}
                open={over === 'assign'}
                // What was chosen in it may have opened something else before it closes.
                onOpenChange={(next) => setOver((now) => (next ? 'assign' : now === 'assign' ? null : now))}
                onHandOver={() => setOver('handover')}
              />
              <SnoozePopover
                talk={talk}
                open={over === 'snooze'}
                onOpenChange={(next) => setOver(next ? 'snooze' : null)}
              />
              <Button icon={Check} onClick={() => void close.now()} className={css.close}>
                {t('head.close')}
              </Button>
            </>
          )}
          {mayWrite && closed && (
            <Button icon={Undo2} onClick={openAgain} className={css.reopen}>
              {t('head.reopen')}
            </Button>
          )}
          {mayWrite && (
            <TagPopover
              talk={talk}
              open={over === 'tags'}
              onOpenChange={(next) => setOver(next ? 'tags' : null)}
            />
          )}
          {mayWrite && <MoreMenu talk={talk} onHandOver={() => setOver('handover')} />}
        </div>
        <IconButton
          icon={PanelRight}
          size="s"
          label={t('person.toggle')}
          keys="]"
          aria-pressed={pane.shown}
          onClick={pane.toggle}
        />
      </div>
      <Standing talk={talk} mayWrite={mayWrite} />
      {(talk.reopens || talk.reopenedBy) && (
        <p className={css.linked}>
          {talk.reopens && (
            <Link to="/conversations/$id" params={{ id: talk.reopens.id }}>
              {t('head.reopens', { subject: talk.reopens.subject || t('row.noSubject') })}
            </Link>
          )}
          {talk.reopenedBy && (
            <Link to="/conversations/$id" params={{ id: talk.reopenedBy.id }}>
              {t('head.reopenedBy', { subject: talk.reopenedBy.subject || t('row.noSubject') })}
            </Link>
          )}
        </p>
      )}
      {over === 'handover' && <HandoverDialog talk={talk} onClose={() => setOver(null)} />}
    </header>
  )
}
