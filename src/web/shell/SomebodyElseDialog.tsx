import { useTranslations } from 'use-intl'
import { firstName } from '../../domain/shared/first-name.ts'
import { putOffSomebodyElse } from '../api/whose.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { useSession } from './session.tsx'

/** This window was somebody's, and somebody else is signed in now: nothing was done in their name, and nothing typed is gone. */
export function SomebodyElseDialog({ name }: { name: string }) {
  const t = useTranslations('shell.somebodyElse')
  const { member } = useSession()
  const [next, owner] = [firstName(name), firstName(member.name)]
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && putOffSomebodyElse()}
      size="s"
      title={t('title', { name })}
      lede={t('lede', { owner, name: next })}
      actions={
        <>
          <Button look="filled" onClick={() => location.assign('/')}>
            {t('goOn', { name: next })}
          </Button>
          <DialogClose render={<Button look="quiet">{t('stay')}</Button>} />
        </>
      }
    >
      <p>{t('kept')}</p>
    </Dialog>
  )
}
