import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { lookedAtInboundMail, retryInboundMail } from '../../../contract/inbound.ts'
import { useAct } from '../../api/queries.ts'
import { useSayBytes } from '../../conversations/say-bytes.ts'
import { WhyHere } from '../../conversations/thread/WhyHere.tsx'
import { latePart } from '../../shell/late-part.tsx'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import lines from '../lines/Lines.module.css'
import css from './Receipts.module.css'
import type { ReceiptLine } from './receipts-data.ts'

const OriginalDialog = latePart(async () => (await import('../original/OriginalDialog.tsx')).OriginalDialog)

/** One line of the book: whose mail, what became of it and why, its original, and what one can do. */
export function ReceiptRow({ line }: { line: ReceiptLine }) {
  const t = useTranslations('receipts')
  const k = useTranslations('conversations.kept')
  const sayBytes = useSayBytes()
  const may = useMay('conversations.write')
  const [open, setOpen] = useState(false)
  const retry = useAct(retryInboundMail)
  const looked = useAct(lookedAtInboundMail)
  const params = { inboundId: line.id as never }
  const subject = line.subject || t('noSubject')
  const why = line.why ? <WhyHere why={{ ...line.why, conversation: null }} here="" /> : line.problem
  const waits = line.state === 'kept' || line.state === 'waiting'
  return (
    <li>
      <div className={lines.words}>
        <div className={css.first}>
          {line.hidden ? (
            <span className={css.hidden}>{t('hidden')}</span>
          ) : line.conversationId ? (
            <Link to="/conversations/$id" params={{ id: line.conversationId }} className={lines.subject}>
              {subject}
            </Link>
          ) : (
            <span className={lines.subject}>{subject}</span>
          )}
          <Chip tone={line.state === 'kept' && !line.seen ? 'wait' : 'neutral'}>
            {t(line.state === 'kept' && line.seen ? 'became.seen' : `became.${line.state}`)}
          </Chip>
        </div>
        <p className={lines.small}>
          {line.sender && <>{line.sender} · </>}
          <When at={line.receivedAt} /> · {sayBytes(line.size)}
          {line.place && <> · {t('place', { uid: String(line.place.uid) })}</>}
          {!line.place && line.source === 'post' && <> · {t('posted')}</>}
        </p>
        {line.reason === 'same_bytes' || line.reason === 'same_mail' ? (
          <p className={lines.small}>{t(`doubled.${line.reason}`)}</p>
        ) : (
          why && <p className={lines.small}>{why}</p>
        )}
      </div>
      <div className={lines.acts}>
        {line.hasRaw && (
          <Button size="s" look="quiet" onClick={() => setOpen(true)}>
            {t('original')}
            <VisuallyHidden> {subject}</VisuallyHidden>
          </Button>
        )}
        {may && waits && line.hasRaw && (
          <Button
            size="s"
            busy={retry.isPending}
            onClick={() =>
              retry.mutate(
                { params },
                { onSuccess: (now) => say({ words: k(now.state === 'filed' ? 'filed' : 'still') }) },
              )
            }
          >
            {k('retry')}
            <VisuallyHidden> {subject}</VisuallyHidden>
          </Button>
        )}
        {may && line.state === 'kept' && !line.seen && (
          <Button size="s" look="quiet" onClick={() => looked.mutate({ params })}>
            {k('looked')}
            <VisuallyHidden> {subject}</VisuallyHidden>
          </Button>
        )}
      </div>
      {open && <OriginalDialog of={{ inboundId: line.id }} onClose={() => setOpen(false)} />}
    </li>
  )
}
