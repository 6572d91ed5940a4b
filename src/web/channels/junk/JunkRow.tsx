import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { fetchBackJunk, type listJunk, removeBlock } from '../../../contract/junk.ts'
import { useAct } from '../../api/queries.ts'
import { useSayBytes } from '../../conversations/say-bytes.ts'
import { WhyHere } from '../../conversations/thread/WhyHere.tsx'
import { latePart } from '../../shell/late-part.tsx'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from '../lines/Lines.module.css'

const OriginalDialog = latePart(async () => (await import('../original/OriginalDialog.tsx')).OriginalDialog)

type JunkMail = ReplyOf<typeof listJunk>['items'][number]

/** A mail in junk: from whom, what about, why it is here and until when; its original, and the way back. */
export function JunkRow({ mail }: { mail: JunkMail }) {
  const t = useTranslations('junk')
  const sayBytes = useSayBytes()
  const may = useMay('conversations.write')
  const [open, setOpen] = useState(false)
  const remove = useAct(removeBlock)
  // Said also where this line is gone by then.
  const unblock = ({ id, value }: { id: string; value: string }) =>
    void remove.mutateAsync({ params: { blockId: id as never } }).then(
      () => say({ words: t('blocks.removed', { value }) }),
      () => {},
    )
  const back = useAct(fetchBackJunk, {
    again: true,
    onSuccess: ({ conversationId, block }) => {
      const words = t(conversationId ? 'isBack' : 'comesBack')
      if (!block) return say({ words })
      const run = () => unblock(block)
      say({
        words: `${words} ${t('stillBlocked', { value: block.value })}`,
        more: { words: t('blocks.remove'), run },
      })
    },
  })
  const subject = mail.subject || t('noSubject')
  return (
    <li>
      <div className={css.words}>
        <span className={css.subject}>{subject}</span>
        <p className={css.small}>
          {mail.sender && <>{mail.sender} · </>}
          <When at={mail.receivedAt} /> · {sayBytes(mail.size)} · {mail.mailbox.address}
        </p>
        <p className={css.small}>
          <WhyHere why={{ ...mail.why, conversation: null }} here="" />{' '}
          {t.rich('until', { when: () => <When at={mail.erasedAt} form="day" /> })}
        </p>
      </div>
      <div className={css.acts}>
        <Button size="s" look="quiet" onClick={() => setOpen(true)}>
          {t('original')}
          <VisuallyHidden> {subject}</VisuallyHidden>
        </Button>
        {may && (
          <Button
            size="s"
            busy={back.isPending}
            onClick={() => back.mutate({ params: { inboundId: mail.id as never } })}
          >
            {t('notJunk')}
            <VisuallyHidden> {subject}</VisuallyHidden>
          </Button>
        )}
      </div>
      {open && <OriginalDialog of={{ inboundId: mail.id }} onClose={() => setOpen(false)} />}
    </li>
  )
}
