import { type ComponentProps, useState } from 'react'
import { useTranslations } from 'use-intl'
import { TextArea } from '../../ui/TextArea.tsx'
import css from './Settings.module.css'

/** The certificate of an authority of one's own; folded where there is none. `field`: as the form gives it for `caPem`. */
export function OwnAuthority({
  title,
  field,
}: {
  title: string
  field: Omit<ComponentProps<typeof TextArea>, 'label'>
}) {
  const t = useTranslations('settings.mailboxes')
  // Wrong once, it stays open while it is mended.
  const [unfolded, setUnfolded] = useState(field.value !== '')
  return (
    <details
      className={css.part}
      open={Boolean(field.error) || unfolded}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      <TextArea {...field} label={t('caLabel')} hint={t('caHint')} rows={4} spellCheck={false} />
    </details>
  )
}
