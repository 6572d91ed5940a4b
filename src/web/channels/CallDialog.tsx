import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { logCall } from '../../contract/channels.ts'
import type { Id, MemberId } from '../../domain/shared/ids.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { looksLikeName, useWhoIsMeant } from '../people/look-up.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { CallPromises, useHeardInCall } from './CallPromises.tsx'
import { CallWho } from './CallWho.tsx'
import css from './Capture.module.css'
import { type CallDraft, looksLikeTelephone, useCallDraft } from './call-draft.ts'
import { useWithWhom } from './with-whom.ts'

/** A telephone call, written down in ten seconds: who, what about, what was promised. */
export function CallDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('capture.call')
  const f = useTranslations('form')
  const formId = useId()
  const who = useRef<HTMLInputElement>(null)
  const withWhom = useWithWhom()
  const { draft, change, forget } = useCallDraft(withWhom)
  const [newMatter, setNewMatter] = useState(false)
  // Taken in a conversation with them, it goes on there unless somebody says otherwise.
  const here = draft.person && draft.person.id === withWhom?.id ? withWhom.conversationId : undefined
  const about = useRef<HTMLTextAreaElement>(null)
  const [begin] = useState(() => (draft.person ? about : who))
  const [tried, setTried] = useState(false)
  const [unclear, setUnclear] = useState(false)
  const [found, setFound] = useState(false)
  const [asked, setAsked] = useState(false)
  const heard = useHeardInCall(draft)
  const act = useAct(logCall, { quiet: true })
  const [id] = useState(newId<'conversation'>)
  const { wrongAt, whole } = useForm({ summary: '', name: '', telephone: '' }, { error: act.error })

  const whoIsMeant = useWhoIsMeant()
  const changed: typeof change = (part) => {
    setUnclear(false)
    setFound(false)
    change(part)
  }

  const save = async (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    const unfinished = draft.promises.some((p) => p.due.at === null || p.text.trim() === '')
    if (act.isPending || draft.summary.trim() === '' || unfinished) return
    // Once: what was heard would else be lost without a word.
    if (heard.length > 0 && !asked) return setAsked(true)
    if (!draft.person && !draft.isNew) {
      const meant = await whoIsMeant(draft.who)
      if (meant === 'several') return setUnclear(true)
      // Whoever was meant stands there before anything is saved with them.
      if (meant !== 'nobody') {
        setFound(true)
        return change({ person: { id: meant.person.id, name: meant.person.name } })
      }
    }
    act.mutate(
      {
        body: {
          id,
          ...whoOf(draft),
          conversationId: newMatter ? undefined : here,
          direction: draft.direction,
          close: draft.close,
          promises: draft.promises.map((p) => ({
            text: p.text.trim(),
            due: p.due.at!,
            saidAs: saidAs(p.due.text),
            ownerId: p.ownerId as MemberId | undefined,
          })),
        },
      },
      {
        onSuccess: () => {
          forget()
          say({ words: t('saved') })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      initialFocus={begin}
      actions={
        <Button type="submit" form={formId} look="filled" keys="mod+enter" busy={act.isPending}>
          {t('save')}
        </Button>
      }
    >
      <SaveKey label={t('save')} save={save} />
      <form id={formId} className={css.form} noValidate onSubmit={save}>
        <Segmented
          label={t('direction')}
          value={draft.direction}
          onChange={(direction) => change({ direction })}
          segments={[
            { value: 'in', label: t('in') },
            { value: 'out', label: t('out') },
          ]}
        />
        <CallWho
          draft={draft}
          change={changed}
          whoRef={who}
          wrong={wrongAt('telephone') ?? wrongAt('name')}
          unclear={unclear}
          found={found}
          onDone={() => about.current?.focus()}
          onSeveral={() => setUnclear(true)}
        />
        <TextArea
          label={t('summary')}
          ref={about}
          placeholder={t('summaryExample')}
          value={draft.summary}
          error={tried && draft.summary.trim() === '' ? f('missing') : wrongAt('summary')}
          onChange={(event) => change({ summary: event.target.value })}
        />
        {here && <Checkbox label={t('newMatter')} checked={newMatter} onChange={setNewMatter} />}
        <CallPromises draft={draft} change={change} tried={tried} asked={asked} />
        <Checkbox label={t('close')} checked={draft.close} onChange={(close) => change({ close })} />
      </form>
      <FormTrouble trouble={whole} />
    </Dialog>
  )
}

function whoOf({ person, who: typed, isNew, telephone, summary }: CallDraft) {
  if (person) return { personId: person.id as Id<'person'>, summary }
  const who = typed.trim()
  if (looksLikeTelephone(who)) return { name: '', telephone: who, summary }
  if (who === '' || isNew || looksLikeName(who)) return { name: who, telephone: telephone.trim(), summary }
  // A plate nobody has is no name: it stands with what was said.
  return { name: '', telephone: telephone.trim(), summary: `${who}: ${summary}` }
}

/** What was said about the time; an instant chosen from two readings was not said. */
function saidAs(by: string): string | null {
  return /^\d{4}-\d\d-\d\dT/.test(by) ? null : by.trim()
}

function SaveKey({ label, save }: { label: string; save: () => void }) {
  useVerb({ id: 'call.save', label, keys: 'mod+enter', listed: false, run: save })
  return null
}
