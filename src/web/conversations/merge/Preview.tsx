import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { previewConversationMerge } from '../../../contract/merging.ts'
import { reading } from '../../api/queries.ts'
import form from '../../promises/Form.module.css'
import { refusalCode } from '../../shell/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { DialogClose } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import css from './Merge.module.css'
import { type Mergeable, useMerge } from './merge-data.ts'
import { WhatIsLeft } from './WhatIsLeft.tsx'

/** What the merge would leave, which one stays, and the press that does it. */
export function Preview({
  talks,
  back,
  onClose,
  onDone,
}: {
  /** the first one stays, unless they choose another */
  talks: readonly Mergeable[]
  back: (() => void) | undefined
  onClose: () => void
  onDone: (() => void) | undefined
}) {
  const t = useTranslations('conversations.merge')
  const no = useTranslations('refusal')
  const [stays, setStays] = useState(talks[0]!.id)
  const into = talks.find((c) => c.id === stays) ?? talks[0]!
  const from = talks.filter((c) => c.id !== into.id)
  const query = useQuery({
    ...reading(previewConversationMerge, {
      params: { conversationId: into.id },
      body: { from: from.map((c) => c.id) },
    }),
    placeholderData: (before) => before,
    retry: false,
  })
  // Two of one subject are told apart by what was said last.
  const lines = query.data ? [query.data.survivor, ...query.data.merged] : []
  const merge = useMerge()
  const ready = query.isSuccess && !merge.busy
  const send = async () => {
    if (!ready || !(await merge.run(into, from))) return
    onDone?.()
    onClose()
  }
  useVerb({ id: 'conversation.merge.do', label: t('act'), keys: 'mod+enter', run: () => void send() })
  const code = refusalCode(query.error)
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset className={css.stays}>
        <legend>{t('stays')}</legend>
        {talks.map((c) => (
          <label key={c.id} className={css.one}>
            <input
              type="radio"
              name="stays"
              value={c.id}
              checked={c.id === into.id}
              onChange={() => setStays(c.id)}
            />
            <span className={css.words}>
              <span className={css.subject}>{c.subject || t('noSubject')}</span>
              <span className={css.line}>{lines.find((line) => line.id === c.id)?.lastLine}</span>
            </span>
            <span className={css.detail}>{c.reference}</span>
          </label>
        ))}
      </fieldset>
      {query.isPending && <SkeletonLines count={3} />}
      {query.isError && (
        <ErrorState
          {...(code && { title: no(code as 'merge_same'), kept: t('nothingMerged') })}
          {...(!code && { retry: () => void query.refetch() })}
        />
      )}
      {query.data && !query.isError && <WhatIsLeft preview={query.data} />}
      <div className={form.acts}>
        <Button type="submit" look="filled" keys="mod+enter" disabled={!ready} busy={merge.busy}>
          {t('act')}
        </Button>
        {back ? (
          <Button look="quiet" onClick={back}>
            {t('back')}
          </Button>
        ) : (
          <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
        )}
      </div>
    </form>
  )
}
