import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { logCall } from '../../contract/channels.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { CallPromises } from './CallPromises.tsx'
import { CallWho } from './CallWho.tsx'
import css from './Capture.module.css'
import { type CallDraft, looksLikeTelephone, useCallDraft } from './call-draft.ts'

/** A telephone call, written down in ten seconds: who, what about, what was promised. */
export function CallDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('capture.call')
  const f = useTranslations('form')
  const formId = useId()
  const who = useRef<HTMLInputElement>(null)
  const { draft, change, forget } = useCallDraft()
  const [tried, setTried] = useState(false)
  const act = useAct(logCall, { quiet: true })
  const { wrongAt, whole } = useForm({ summary: '', name: '', telephone: '' }, { error: act.error })

  const save = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    const unclear = draft.promises.some((p) => p.due.at === null || p.text.trim() === '')
    if (act.isPending || draft.summary.trim() === '' || unclear) return
    act.mutate(
      {
        body: {
          ...whoOf(draft),
          direction: draft.direction,
          summary: draft.summary,
          close: draft.close,
          promises: draft.promises.map((p) => ({
            text: p.text.trim(),
            due: p.due.at!,
            saidAs: saidAs(p.due.text),
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
      initialFocus={who}
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
        <CallWho draft={draft} change={change} whoRef={who} wrong={wrongAt('telephone') ?? wrongAt('name')} />
        <TextArea
          label={t('summary')}
          placeholder={t('summaryExample')}
          value={draft.summary}
          error={tried && draft.summary.trim() === '' ? f('missing') : wrongAt('summary')}
          onChange={(event) => change({ summary: event.target.value })}
        />
        <CallPromises draft={draft} change={change} tried={tried} />
        <Checkbox label={t('close')} checked={draft.close} onChange={(close) => change({ close })} />
      </form>
      <FormTrouble trouble={whole} />
    </Dialog>
  )
}

function whoOf({ person, who, telephone }: CallDraft) {
  if (person) return { personId: person.id as Id<'person'> }
  const isNumber = looksLikeTelephone(who)
  return { name: isNumber ? '' : who.trim(), telephone: isNumber ? who.trim() : telephone.trim() }
}

/** What was said about the time; an instant chosen from two readings was not said. */
function saidAs(by: string): string | null {
  return /^\d{4}-\d\d-\d\dT/.test(by) ? null : by.trim()
}

function SaveKey({ label, save }: { label: string; save: () => void }) {
  useVerb({ id: 'call.save', label, keys: 'mod+enter', listed: false, run: save })
  return null
}
