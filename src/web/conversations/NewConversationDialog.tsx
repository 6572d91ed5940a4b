import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { startConversation } from '../../contract/channels.ts'
import { readReach } from '../../contract/conversations.ts'
import { readPerson } from '../../contract/people.ts'
import { openBlank } from '../../domain/conversations/saved-replies.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { reading, useAct } from '../api/queries.ts'
import { ChosenPerson } from '../people/ChosenPerson.tsx'
import { PersonFinder } from '../people/PersonFinder.tsx'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/toasts.tsx'
import { ADDRESS } from './composer/Recipients.tsx'
import { SignatureLine } from './composer/SignatureLine.tsx'
import css from './NewConversation.module.css'
import { NewRecipients } from './NewRecipients.tsx'
import { useNewDraft } from './new-draft.ts'
import { newId } from './new-id.ts'
import { PickReply } from './replies/PickReply.tsx'
import { useReplying } from './replies/use-replying.ts'

/** Writes to somebody first: to whom, what about, the words, and one press. `onClose` is told whether it was sent. */
export function NewConversationDialog({
  personId,
  onClose,
}: {
  personId?: string | undefined
  onClose: (sent?: true) => void
}) {
  const t = useTranslations('conversations.begin')
  const formId = useId()
  const who = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const { draft, change, forget } = useNewDraft(personId)
  const [tried, setTried] = useState(false)
  const chosenId = draft.person?.id ?? personId
  const known = useQuery({
    ...reading(readPerson, { params: { personId: chosenId ?? '' } }),
    enabled: chosenId !== undefined,
  }).data
  const person = draft.person ?? (known ? { id: known.id as string, name: known.name } : null)
  const { data: reach } = useQuery({
    ...reading(readReach, { params: { personId: person?.id ?? '' } }),
    enabled: person !== null,
  })
  const { member } = useSession()
  const area = useRef<HTMLTextAreaElement>(null)
  const written = useRef(draft.text)
  written.current = draft.text
  const about = {
    ...{ siteId: member.siteId, subject: draft.subject, reference: null, promise: null },
    ...{ person, personCard: known ?? null },
  }
  const replying = useReplying(about, area, {
    read: () => written.current,
    write: (text) => change({ text }),
    onFiles: () => say({ words: t('filesStay') }),
  })
  const blankLeft = tried && openBlank(draft.text)
  const act = useAct(startConversation, { quiet: true })
  const { wrongAt, whole } = useForm({ subject: '', text: '', to: '' }, { error: act.error })
  const sent = useRef({ id: '', words: '' })
  const typed = draft.who.trim()
  const address = !person && ADDRESS.test(typed) ? [{ name: '', address: typed }] : null
  const missing = (words: string, what: string) => (tried && words.trim() === '' ? what : undefined)

  const send = (close: boolean) => {
    setTried(true)
    const blank = draft.subject.trim() === '' || draft.text.trim() === ''
    if (act.isPending || blank || !(person || address)) return
    if (openBlank(draft.text)) return replying.toBlank()
    const to = person ? draft.to : address
    const body = {
      ...(person && { personId: person.id as Id<'person'> }),
      ...(to && { to }),
      ...(draft.cc.length > 0 && { cc: draft.cc }),
      ...(draft.unsigned && { signature: false }),
      subject: draft.subject.trim(),
      text: draft.text.trim(),
      close,
    }
    // The same words sent again after the line was lost are said once.
    const words = JSON.stringify(body)
    if (sent.current.words !== words) sent.current = { id: newId<'conversation'>(), words }
    act.mutate(
      { body: { ...body, id: sent.current.id as Id<'conversation'> } },
      {
        onSuccess: (begun) => {
          forget()
          const name = firstName(begun.person?.name ?? typed)
          say({ words: t(close ? 'sentAndClosed' : 'sent', { name }) })
          onClose(true)
          void navigate({ to: '/conversations/$id', params: { id: begun.id } })
        },
      },
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(false)
  }
  const nobody = tried && !person && !address ? t('whoMissing') : undefined
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      {...(!person && { initialFocus: who })}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" keys="mod+enter" busy={act.isPending}>
            {t('send')}
          </Button>
          <Button keys="mod+shift+enter" busy={act.isPending} onClick={() => send(true)}>
            {t('sendAndClose')}
          </Button>
        </>
      }
    >
      <SendKeys send={send} />
      <form id={formId} className={css.form} noValidate onSubmit={submit}>
        {person ? (
          <>
            <ChosenPerson
              name={person.name}
              onChange={() => {
                if (personId) void navigate({ to: '/inbox/new', search: {} })
                else change({ person: null, who: '', to: null })
              }}
            />
            <NewRecipients person={person} draft={draft} change={change} wrong={wrongAt('to')} />
          </>
        ) : (
          <div>
            <PersonFinder
              label={t('who')}
              hint={draft.who === '' ? t('whoHint') : undefined}
              text={draft.who}
              onText={(text) => change({ who: text })}
              onFound={({ id, name }) => change({ person: { id, name }, to: null })}
              inputRef={who}
            />
            <p className={css.wrong} role="alert">
              {nobody ?? wrongAt('to')}
            </p>
          </div>
        )}
        <TextField
          label={t('subject')}
          autoComplete="off"
          maxLength={500}
          value={draft.subject}
          error={missing(draft.subject, t('subjectMissing')) ?? wrongAt('subject')}
          onChange={(event) => change({ subject: event.target.value })}
        />
        <div className={css.words}>
          <TextArea
            ref={area}
            label={t('text')}
            rows={7}
            dir="auto"
            value={draft.text}
            error={
              missing(draft.text, t('textMissing')) ??
              (blankLeft ? t('blankLeft', { name: blankLeft.variable }) : wrongAt('text'))
            }
            onChange={(event) => {
              const text = event.target.value
              if (!replying.hears(text)) change({ text })
            }}
          />
          <div className={css.reply}>
            <PickReply talk={about} replying={replying} keyed={false} />
            <span>{t('replyHint')}</span>
          </div>
        </div>
        {draft.text !== '' && (person ? reach?.by === 'email' : address) && (
          <SignatureLine
            to={person ? { personId: person.id } : {}}
            left={draft.unsigned}
            onLeave={(unsigned) => change({ unsigned })}
          />
        )}
      </form>
      <FormTrouble trouble={whole} />
    </Dialog>
  )
}

function SendKeys({ send }: { send: (close: boolean) => void }) {
  const t = useTranslations('conversations.begin')
  useVerbs([
    { id: 'begin.send', label: t('send'), keys: 'mod+enter', listed: false, run: () => send(false) },
    {
      id: 'begin.sendAndClose',
      label: t('sendAndClose'),
      keys: 'mod+shift+enter',
      listed: false,
      run: () => send(true),
    },
  ])
  return null
}
