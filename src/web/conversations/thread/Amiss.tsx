import { FileWarning } from 'lucide-react'
import { Icon } from '../../ui/Icon.tsx'
import type { Message } from '../talk.ts'
import css from './Within.module.css'

/** Says of a mail what could not be read of it as it was meant: its original, in the details, has all of it. */
export function Amiss({ amiss }: { amiss: Message['amiss'] }) {
  return amiss.map((words) => (
    <p key={words} className={`${css.line} ${css.amiss}`}>
      <Icon of={FileWarning} size={14} />
      <span className={css.words}>{words}</span>
    </p>
  ))
}
