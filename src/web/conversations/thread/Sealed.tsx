import { Lock, PenLine } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Icon } from '../../ui/Icon.tsx'
import type { Message } from '../talk.ts'
import css from './Within.module.css'

/** Says of a mail that it came signed or encrypted, and where it can be read. */
export function Sealed({ sealed }: { sealed: Message['sealed'] }) {
  const t = useTranslations('conversations.within')
  if (!sealed) return null
  const encrypted = sealed.endsWith('encrypted')
  return (
    <p className={`${css.line} ${css.sealed}`}>
      <Icon of={encrypted ? Lock : PenLine} size={14} />
      <span className={css.words}>{t(sealed)}</span>
    </p>
  )
}
