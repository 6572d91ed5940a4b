import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { undoImport } from '../../contract/imports.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import type { Import } from './imports-data.ts'

/** Takes an import back as a whole, after one was told what that means. */
export function UndoImport({ brought }: { brought: Import }) {
  const t = useTranslations('imports.undo')
  const [open, setOpen] = useState(false)
  const undo = useAct(undoImport, { onSuccess: () => setOpen(false) })
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('act')}</Button>}
      title={t('title', { name: brought.name })}
      lede={t('words')}
      actions={
        <>
          <Button
            look="filled"
            busy={undo.isPending}
            onClick={() => undo.mutate({ params: { importId: brought.id } })}
          >
            {t('sure')}
          </Button>
          <DialogClose render={<Button look="quiet">{t('keep')}</Button>} />
        </>
      }
    />
  )
}
