import { Download, FileText, Image } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Icon } from '../../ui/Icon.tsx'
import { sayBytes } from '../say-bytes.ts'
import type { Message } from '../talk.ts'
import css from './Thread.module.css'

/** What came with a message: name and size, to save. */
export function Attachments({ attachments }: { attachments: Message['attachments'] }) {
  const t = useTranslations('conversations.thread')
  return (
    <ul className={css.files} aria-label={t('attachments')}>
      {attachments.map((file) => (
        <li key={file.id}>
          <a href={file.url} download={file.name} className={css.file}>
            <Icon of={file.type.startsWith('image/') ? Image : FileText} size={16} />
            <span className={css.fileName}>{file.name || t('unnamed')}</span>
            <span className={css.size}>{sayBytes(file.size)}</span>
            <Icon of={Download} size={14} />
          </a>
        </li>
      ))}
    </ul>
  )
}
