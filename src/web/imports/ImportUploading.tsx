import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSayBytes } from '../conversations/say-bytes.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { DropButton } from './DropButton.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'
import { upload, useUpload } from './uploads.ts'
import { useTrouble } from './use-trouble.ts'

/** How much of a file is here; one that was cut goes on when the same file is chosen again. */
export function ImportUploading({ brought }: { brought: Import }) {
  const t = useTranslations('imports.upload')
  const sayBytes = useSayBytes()
  const going = useUpload(brought.id)
  const input = useRef<HTMLInputElement>(null)
  const queryClient = useQueryClient()
  const sayTrouble = useTrouble()
  const [another, setAnother] = useState<File | null>(null)
  // The server says a moment later that it has it all: until then nothing was cut.
  const ended = going === undefined || going.sent === going.size
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once more as it ends
  useEffect(() => void queryClient.invalidateQueries({ queryKey: ['readImport'] }), [ended])
  const { size, received } = brought
  const sent = going?.sent ?? received
  const words = t('sent', { sent: sayBytes(sent), size: sayBytes(size) })
  const cut = !going || going.failed !== null
  return (
    <div className={css.part}>
      <Progress label={words} value={sent} max={size} />
      <p className={css.note}>{cut ? t('cut', { name: brought.name }) : t('going')}</p>
      {going?.failed != null && <p className={css.trouble}>{sayTrouble(going.failed).words}</p>}
      {another && (
        <p className={css.trouble} role="alert">
          {t('another', { name: another.name, size: sayBytes(another.size), whole: sayBytes(size) })}
        </p>
      )}
      <div className={css.acts}>
        {cut && (
          <>
            <input
              ref={input}
              type="file"
              hidden
              aria-label={t('again')}
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file?.size === size) void upload(brought.id, file, received)
                setAnother(file && file.size !== size ? file : null)
                event.target.value = ''
              }}
            />
            <Button look="filled" onClick={() => input.current?.click()}>
              {t('again')}
            </Button>
          </>
        )}
        <DropButton brought={brought} />
      </div>
    </div>
  )
}
