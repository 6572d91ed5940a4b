import { FileText, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useSayBytes } from '../say-bytes.ts'
import { type DraftFile, readDraft, writeDraft } from './drafts.ts'
import css from './Files.module.css'
import type { GoingFile } from './use-files.ts'

/** The files that go along, and those on their way up. */
export function Files({
  id,
  files,
  going,
}: {
  id: string
  files: readonly DraftFile[]
  going: readonly GoingFile[]
}) {
  const t = useTranslations('conversations.files')
  const sayBytes = useSayBytes()
  if (files.length + going.length === 0) return null
  return (
    <ul className={css.files} aria-label={t('label')}>
      {files.map((file) => (
        <li key={file.id} className={css.file}>
          <Icon of={FileText} size={16} />
          <span className={css.name}>{file.name}</span>
          <span className={css.size}>{sayBytes(file.size)}</span>
          <IconButton
            icon={X}
            size="s"
            label={t('remove', { name: file.name })}
            onClick={() => writeDraft(id, { files: readDraft(id).files.filter((f) => f.id !== file.id) })}
          />
        </li>
      ))}
      {going.map((file) => (
        <li key={file.key} className={css.going}>
          {file.problem ? (
            <>
              <span className={css.problem} role="alert">
                {file.name}: {file.problem}
              </span>
              <IconButton icon={X} size="s" label={t('remove', { name: file.name })} onClick={file.dismiss} />
            </>
          ) : (
            <Progress label={file.name} value={file.share} max={1} />
          )}
        </li>
      ))}
    </ul>
  )
}
