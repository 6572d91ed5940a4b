import { Download, FileText, Image } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { latePart } from '../../shell/late-part.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useSayBytes } from '../say-bytes.ts'
import type { Message } from '../talk.ts'
import css from './Thread.module.css'

const Enclosed = latePart(async () => (await import('./Enclosed.tsx')).Enclosed)

type File = Message['attachments'][number]

const isCalendar = ({ type }: File) => type === 'text/calendar' || type === 'application/ics'

/** What came with a message: an invitation as what, when and where; a mail to open here; name and size of each, to save. */
export function Attachments({ attachments }: { attachments: Message['attachments'] }) {
  const t = useTranslations('conversations.thread')
  const sayBytes = useSayBytes()
  // Calendars send the same invitation twice, as a part and as a file.
  const invitation = attachments.find(isCalendar)
  const mails = attachments.filter(({ type }) => type === 'message/rfc822')
  return (
    <>
      {invitation && <Inside file={invitation} />}
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
      {mails.map((file) => (
        <MailToOpen key={file.id} file={file} />
      ))}
    </>
  )
}

function MailToOpen({ file }: { file: File }) {
  const t = useTranslations('conversations.within')
  const [open, setOpen] = useState(false)
  return (
    <div className={css.links}>
      <Button size="s" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'hideMail' : 'showMail', { name: file.name })}
      </Button>
      {open && <Inside file={file} />}
    </div>
  )
}

function Inside({ file }: { file: File }) {
  return <Enclosed id={file.id} name={file.name} coming={<SkeletonLines count={2} />} />
}
