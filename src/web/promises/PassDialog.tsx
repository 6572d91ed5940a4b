import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { passAsk } from '../../contract/asks.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { say } from '../ui/toasts.tsx'
import type { AskShown } from './ask-data.ts'

/** Asks somebody else for what came back because who was asked has left. */
export function PassDialog({ ask, onClose }: { ask: AskShown; onClose: () => void }) {
  const t = useTranslations('promises')
  const f = useTranslations('form')
  const [chosen, setChosen] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const pass = useAct(passAsk, {
    onSuccess: (next) => {
      say({ words: t('asks.passed', { name: firstName(next.of.name) }) })
      onClose()
    },
  })
  const send = () => {
    setTried(true)
    if (chosen)
      pass.mutate({
        params: { askId: ask.id },
        body: { askedOf: chosen as Id<'member'>, version: ask.version },
      })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('asks.passTitle')}
      lede={t('quoted', { text: ask.text })}
      actions={
        <>
          <Button look="filled" busy={pass.isPending} onClick={send}>
            {t('asks.act')}
          </Button>
          <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
        </>
      }
    >
      <ColleagueSelect
        label={t('asks.whom')}
        value={chosen}
        placeholder={t('standIn.choose')}
        error={tried && !chosen ? t('asks.whomMissing') : undefined}
        onChange={setChosen}
      />
    </Dialog>
  )
}
