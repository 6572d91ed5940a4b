import { useState } from 'react'
import { useTranslations } from 'use-intl'
import form from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import css from '../refile/Refile.module.css'
import { useRefile } from '../refile/use-refile.ts'
import { useAllMessages, WhichMessages } from '../refile/WhichMessages.tsx'
import type { Talk } from '../talk.ts'

/** Takes messages about another matter into a conversation of their own; what was promised in them goes along. */
export function SplitDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.split')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} lede={t('lede')}>
      <SplitForm talk={talk} onClose={onClose} />
    </Dialog>
  )
}

function SplitForm({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.split')
  const from = useAllMessages(talk)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const refile = useRefile(talk)
  const all = from.isWhole && chosen.length === from.messages.length
  const ready = chosen.length > 0 && !all && !busy
  const send = async () => {
    if (!ready) return
    setBusy(true)
    if (await refile(null, chosen)) onClose()
    else setBusy(false)
  }
  useVerb({ id: 'conversation.split.do', label: t('act'), keys: 'mod+enter', run: () => void send() })
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <WhichMessages from={from} chosen={chosen} onChoose={setChosen} />
      {from.query.isSuccess && (
        <>
          <p className={css.rest} role="status">
            {t(all ? 'leaveOne' : chosen.length === 0 ? 'chooseOne' : 'goes', { count: chosen.length })}
          </p>
          <div className={form.acts}>
            <Button type="submit" look="filled" keys="mod+enter" disabled={!ready}>
              {t('act')}
            </Button>
            <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
          </div>
        </>
      )}
    </form>
  )
}
