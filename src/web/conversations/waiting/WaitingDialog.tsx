import { useTranslations } from 'use-intl'
import { useWaiting } from '../../api/waits.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { WaitingList } from './WaitingList.tsx'

/** What was done without a line and waits to be sent; on signing out, what would be let go of. */
export function WaitingDialog({ onClose, onSignOut }: { onClose: () => void; onSignOut?: () => void }) {
  const t = useTranslations('shell.offline')
  const waiting = useWaiting()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="m"
      title={t('title')}
      lede={onSignOut ? t('signOutWords', { count: waiting.length }) : t('lede')}
      actions={
        onSignOut && (
          <>
            <Button onClick={onSignOut}>{t('signOut')}</Button>
            <DialogClose render={<Button look="quiet">{t('stay')}</Button>} />
          </>
        )
      }
    >
      <WaitingList />
    </Dialog>
  )
}
