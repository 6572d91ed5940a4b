import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { chooseBackup } from '../../contract/notices.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Select } from '../ui/Select.tsx'
import { say } from '../ui/toasts.tsx'

/** Asks whoever rests now who takes over what falls meanwhile. The break has begun: nobody is held from it. */
export function StandInDialog({
  alone,
  onClose,
}: {
  alone: { count: number; first: string }
  onClose: () => void
}) {
  const t = useTranslations('promises.standIn')
  const sayWhen = useSayWhen()
  const { member, members } = useSession()
  const [chosen, setChosen] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const name = members.find((m) => m.id === chosen)?.name ?? ''
  const choose = useAct(chooseBackup, {
    onSuccess: () => {
      say({ words: t('chosen', { name }) })
      onClose()
    },
  })
  const send = () => {
    setTried(true)
    if (chosen) choose.mutate({ body: { memberId: chosen as Id<'member'> } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      lede={t('lede', { count: alone.count, by: sayWhen(alone.first, 'by') })}
      actions={
        <>
          <Button look="filled" busy={choose.isPending} onClick={send}>
            {t('act')}
          </Button>
          <LinkButton look="quiet" to="/promises" onClick={onClose}>
            {t('look')}
          </LinkButton>
          <DialogClose render={<Button look="quiet">{t('nobody')}</Button>} />
        </>
      }
    >
      <Select
        label={t('who')}
        hint={t('hint')}
        value={chosen}
        placeholder={t('choose')}
        error={tried && !chosen ? t('missing') : undefined}
        onChange={setChosen}
        choices={members
          .filter((m) => m.active && m.id !== member.id)
          .map((m) => ({ value: m.id as string, label: m.name }))}
      />
    </Dialog>
  )
}
