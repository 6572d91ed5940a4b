import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { sendReply } from '../../../contract/channels.ts'
import { undoClose, writeNote } from '../../../contract/conversations.ts'
import { planReply } from '../../../contract/planned.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { PromiseId } from '../../../domain/shared/ids.ts'
import type { RefusalCode } from '../../../domain/shared/refusal.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { rememberOrigin } from '../../api/waits.ts'
import { usePreferences } from '../../shell/preferences.tsx'
import { useSession } from '../../shell/session.tsx'
import { refusalCode } from '../../shell/trouble.ts'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { say } from '../../ui/toasts.tsx'
import { askToClose } from '../closing.ts'
import { newId } from '../new-id.ts'
import { type Message, patchThread, type Talk, threadKey, useTalkAct } from '../talk.ts'
import { clearDraft, type Draft, draftAtRest, readDraft, writeDraft } from './drafts.ts'
import { putBack } from './put-back.ts'
import { useUndoSend } from './use-undo-send.ts'

/** What the composer itself says, with what can be done about it. */
const ASKED_HERE = ['something_new', 'promise_open'] as const

/** `asItIs`: what arrived since it was begun has been read. `later`: not now, but then. `next`: and goes on. */
export type SendHow = {
  close?: boolean
  promisesStayOpen?: boolean
  asItIs?: boolean
  later?: Instant
  next?: boolean
}

/**
 * Sends what is written: it stands in the thread at once; should the server say no, it stands in the composer again. `latest` is
 * the last message of them or a colleague that stands here; `onSomethingNew`
 * hears that the server knows of words which did not stand here when the reply was begun.
 */
export function useSend(
  talk: Talk,
  latest: string | null,
  onSomethingNew: (how: SendHow) => void,
): (how: SendHow) => Promise<boolean> {
  const t = useTranslations('conversations.composer')
  const { id } = talk
  const queryClient = useQueryClient()
  const { member } = useSession()
  const { now } = useClock()
  const { undoSeconds } = usePreferences().preferences
  const refused = useRef<RefusalCode>(undefined)
  const stands = useRef(true)
  useEffect(() => {
    stands.current = true
    return () => {
      stands.current = false
    }
  }, [])
  const heedNo = useCallback((error: unknown) => {
    refused.current = refusalCode(error)
  }, [])
  // Without a line it waits in the browser: whoever sends goes on, and hears of a no as of any other.
  const kept = useRef(() => {})
  const onKept = useCallback(() => kept.current(), [])
  const reply = useTalkAct(sendReply, id, { quiet: ASKED_HERE, onNo: heedNo, onKept })
  const plan = useTalkAct(planReply, id)
  const note = useTalkAct(writeNote, id, { onKept })
  const sayWhen = useSayWhen()
  const openAgain = useTalkAct(undoClose, id)
  const undo = useUndoSend(id)
  const params = { conversationId: id }

  const show = (draft: Draft, part: Partial<Message>): Message => {
    const text = (draft.mode === 'note' ? draft.note : draft.reply).trim()
    const message: Message = {
      id: (draft.again?.text === text ? draft.again.id : newId<'message'>()) as Message['id'],
      originId: null,
      direction: draft.mode === 'note' ? 'note' : 'out',
      channel: talk.channel,
      author: { kind: 'member', name: member.name, id: member.id },
      automatic: false,
      text,
      segments: [{ text, folded: false }],
      hasHtml: false,
      hasRaw: false,
      subject: null,
      recipients: { from: [], to: [], cc: [], bcc: [] },
      attachments: [],
      whyHere: null,
      passedOn: null,
      doubt: null,
      sealed: null,
      amiss: [],
      delivery: null,
      at: now as Instant,
      ...part,
    }
    patchThread(queryClient, id, (items) => {
      const last = items.at(-1)
      return [...items, last && last.at > message.at ? { ...message, at: last.at } : message]
    })
    return message
  }
  const takeBack = (message: Message, draft: Draft) => {
    patchThread(queryClient, id, (items) => items.filter((m) => m.id !== message.id))
    putBack(id, draft, message.id)
  }

  const sayIt = async (how: SendHow) => {
    const { close = false, promisesStayOpen = false, asItIs = false } = how
    const draft = readDraft(id)
    refused.current = undefined
    if (draft.mode === 'note') {
      const message = show(draft, {})
      rememberOrigin(message.id, draft)
      clearDraft(id, 'note')
      const promises = draft.notePromises.map(({ text, saidAs, due }) => ({ text, saidAs, due }))
      const body = { id: message.id, text: message.text, promises }
      const done = await note({ params, body }, without(talk, 'note'), () => draftAtRest(id, 'note'))
      if (!done) takeBack(message, draft)
      return done !== null
    }
    const to = draft.to ?? talk.replyTo.to
    const cc = draft.cc ?? talk.replyTo.cc
    const bcc = draft.bcc ?? []
    const byMail = to.length > 0
    const body = {
      ...(byMail && { to, cc, ...(bcc.length > 0 && { bcc }) }),
      ...(byMail && draft.unsigned && { signature: false }),
      attachmentIds: draft.files.map((f) => f.id),
      promises: draft.promises.map(({ text, saidAs, due }) => ({ text, saidAs, due })),
      ...(draft.keeps.length > 0 && { keeps: draft.keeps as PromiseId[] }),
      close,
      promisesStayOpen,
    }
    if (how.later) {
      const due = how.later
      clearDraft(id, 'reply')
      const seen = latest as Message['id'] | null
      const done = await plan(
        { params, body: { ...body, id: newId<'message'>(), text: draft.reply.trim(), seen, due } },
        without(talk, 'reply'),
        () => draftAtRest(id, 'reply'),
      )
      if (done) say({ id: `sent ${id}`, words: t('planned', { when: sayWhen(due) }) })
      else if (readDraft(id).reply === '') writeDraft(id, draft, true)
      return done !== null
    }
    const message = show(draft, {
      recipients: { from: [], to: byMail ? to : [], cc: byMail ? cc : [], bcc: byMail ? bcc : [] },
      attachments: draft.files.map((f) => ({ ...f, inline: false, url: `/api/attachments/${f.id}/content` })),
      delivery: byMail
        ? { state: 'queued', problem: null, sentAt: null, undoUntil: null, canTakeBack: false }
        : null,
    })
    rememberOrigin(message.id, draft)
    clearDraft(id, 'reply')
    const done = await reply(
      {
        params,
        body: {
          id: message.id,
          text: message.text,
          ...body,
          // Begun before anything of them stood here: nothing was read yet.
          ...(!asItIs && { seen: draft.began ? (draft.beganAfter as Message['id'] | null) : null }),
        },
      },
      {
        state: close ? 'closed' : 'answered',
        lastLine: message.text,
        unanswered: false,
        ...without(talk, 'reply'),
        ...(close && { closedAt: now as Instant }),
        ...(!talk.assignee && { assignee: { id: member.id, name: member.name } }),
      },
      () => draftAtRest(id, 'reply'),
    )
    if (!done) {
      takeBack(message, draft)
      // What it keeps is not all that was open here.
      if (refused.current === 'promise_open') askToClose(id, 'send')
      if (refused.current === 'something_new') {
        void queryClient.invalidateQueries({ queryKey: threadKey(id) })
        if (stands.current) onSomethingNew(how)
        // Nobody looks at the composer any more: where the words are is said where one is.
        else {
          const name = talk.person?.name ?? to[0]?.name ?? to[0]?.address ?? ''
          say({ words: t('notSent', { name }), detail: t('notSentWhere'), trouble: true, lasts: 0 })
        }
      }
      return false
    }
    const name = firstName(talk.person?.name ?? to[0]?.name ?? to[0]?.address ?? '')
    const canUndo = done.message.delivery?.undoUntil != null
    const words = byMail
      ? t(close ? 'sentAndClosed' : 'sent', { name })
      : t(close ? 'shownAndClosed' : 'shown', { name })
    say({
      id: `sent ${id}`,
      words,
      ...(canUndo
        ? { undo: () => void undo(done.message), lasts: undoSeconds * 1000 }
        : close && { undo: () => void openAgain({ params }, { closedAt: null, state: 'answered' }) }),
    })
    return true
  }

  return (how) => {
    const waits = new Promise<boolean>((resolve) => {
      kept.current = () => resolve(true)
    })
    return Promise.race([sayIt(how), waits])
  }
}

// What was sent is no draft any more: else it would be taken up again before the server has said so.
function without({ drafts }: Talk, kind: 'reply' | 'note'): Pick<Talk, 'drafts'> {
  return { drafts: drafts.filter((kept) => !kept.mine || kept.kind !== kind) }
}
