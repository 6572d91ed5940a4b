import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { accountNeed } from '../../../contract/needs.ts'
import css from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Talk, useTalkAct } from '../talk.ts'

/** We cannot: why, and where they find help instead. */
export function CannotDialog({
  talk,
  need,
  onClose,
}: {
  talk: Talk
  need: Talk['needs'][number]
  onClose: () => void
}) {
  const t = useTranslations('conversations.cannot')
  const [why, setWhy] = useState('')
  const [direction, setDirection] = useState('')
  const [tried, setTried] = useState(false)
  const account = useTalkAct(accountNeed, talk.id)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (why.trim() === '' || direction.trim() === '') return
    const done = await account({
      params: { conversationId: talk.id, needId: need.id },
      body: { account: 'cannot', why: why.trim(), direction: direction.trim() },
    })
    if (done) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      lede={t('lede', { words: need.words })}
    >
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('why')}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
          error={tried && why.trim() === '' ? t('whyMissing') : undefined}
        />
        <TextField
          label={t('direction')}
          hint={t('directionHint')}
          value={direction}
          onChange={(event) => setDirection(event.target.value)}
          error={tried && direction.trim() === '' ? t('directionMissing') : undefined}
        />
        <div className={css.acts}>
          <Button type="submit" look="filled">
            {t('act')}
          </Button>
          <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
        </div>
      </form>
    </Dialog>
  )
}
