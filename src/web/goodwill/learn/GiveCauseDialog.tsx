import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { giveCause } from '../../../contract/learning.ts'
import { ColleagueSelect } from '../../accounts/ColleagueSelect.tsx'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import type { Cause } from './learn-data.ts'

/** Says who sees to it that a cause is mended. */
export function GiveCauseDialog({ cause, onClose }: { cause: Cause; onClose: () => void }) {
  const t = useTranslations('goodwill.learn')
  const f = useTranslations('form')
  const formId = useId()
  const [owner, setOwner] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const act = useAct(giveCause, {
    onSuccess: () => {
      say({ words: t('causeGiven') })
      onClose()
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (owner)
      act.mutate({
        params: { causeId: cause.id },
        body: { ownerId: owner as never, version: cause.version },
      })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('giveTitle')}
      lede={cause.name}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={act.isPending}>
            {t('giveAct')}
          </Button>
          <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send}>
        <ColleagueSelect
          label={t('who')}
          placeholder={t('whoNone')}
          value={owner}
          onChange={setOwner}
          except={[cause.owner?.id]}
          me={(name) => t('me', { name })}
          error={tried && !owner ? f('missing') : undefined}
        />
      </form>
    </Dialog>
  )
}
