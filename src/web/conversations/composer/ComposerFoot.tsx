import { ChevronsRight, Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { PickReply } from '../replies/PickReply.tsx'
import type { Replying } from '../replies/use-replying.ts'
import type { Talk } from '../talk.ts'
import css from './Composer.module.css'
import type { Draft } from './drafts.ts'
import { SendLater } from './SendLater.tsx'
import type { SendHow } from './use-send.ts'

/** Send, send and close, attach; and whether what was written is kept. */
export function ComposerFoot({
  talk,
  draft,
  disabled,
  onSend,
  onFiles,
  replying,
}: {
  talk: Talk
  draft: Draft
  disabled: boolean
  onSend: (how?: SendHow) => void
  onFiles: (files: readonly File[]) => void
  replying: Replying
}) {
  const t = useTranslations('conversations.composer')
  const input = useRef<HTMLInputElement>(null)
  const isNote = draft.mode === 'note'
  const kept = { no: '', here: t('keptHere'), saved: t('kept') }[draft.kept]
  return (
    <div className={css.foot}>
      <Button keys="mod+enter" aria-disabled={disabled || undefined} onClick={() => onSend()}>
        {isNote ? t('writeNote') : t('send')}
      </Button>
      {!isNote && talk.closedAt === null && (
        <Button
          look="quiet"
          keys="mod+shift+enter"
          aria-disabled={disabled || undefined}
          onClick={() => onSend({ close: true })}
        >
          {t('sendAndClose')}
        </Button>
      )}
      <IconButton
        icon={ChevronsRight}
        size="s"
        label={t('sendAndNext')}
        keys="mod+alt+enter"
        aria-disabled={disabled || undefined}
        onClick={() => onSend({ next: true })}
      />
      <span className={css.end}>
        {/* first, so that its changing words move nothing one is about to press */}
        <span className={css.kept} role="status">
          {kept}
        </span>
        {!isNote && (
          <>
            {!disabled && (
              <SendLater
                siteId={talk.siteId}
                personId={talk.person?.id ?? null}
                onChoose={(later) => onSend({ later })}
              />
            )}
            <PickReply talk={talk} replying={replying} />
            <IconButton
              icon={Paperclip}
              size="s"
              label={t('attach')}
              onClick={() => input.current?.click()}
            />
            <input
              ref={input}
              type="file"
              multiple
              hidden
              tabIndex={-1}
              aria-label={t('attach')}
              onChange={(event) => {
                onFiles([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
          </>
        )}
      </span>
    </div>
  )
}
