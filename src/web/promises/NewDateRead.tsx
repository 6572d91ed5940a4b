import { useTranslations } from 'use-intl'
import { firstName } from '../../domain/shared/first-name.ts'
import { updateWords } from '../../words/update-words.ts'
import { useSession } from '../shell/session.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import type { PromiseShown } from './by-day.ts'
import css from './Form.module.css'
import { useLetterWords } from './letter-words.ts'
import type { ToldHow } from './told-how.ts'

/**
 * What they will read of a new date, before it is agreed: the whole mail where one leaves, else the reason as it stands on their own
 * page, which shows it however they hear of the date. Without either they have to hear it.
 */
export function NewDateRead({
  promise,
  reason,
  due,
  how,
  hasPage,
}: {
  promise: PromiseShown
  reason: string
  due: string | null
  how: ToldHow | null
  /** there is a page of theirs to read it on */
  hasPage: boolean
}) {
  const t = useTranslations('promises.move')
  const quote = useTranslations('promises')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const letter = useLetterWords(promise.id, how === 'email')
  const why = reason.trim()
  const name = firstName(promise.to.name)
  const reads = how === 'email' || hasPage || promise.to.kind === 'member'
  if (why === '') return <p className={css.preview}>{t(reads ? 'read' : 'hear', { name })}</p>
  const text =
    how === 'email' && due
      ? updateWords(letter, {
          ...{ kind: 'delay', promise: promise.text, text: '', reason: why, by: null },
          ...{ due: sayWhen(due, 'by'), from: member.name, owner: promise.owner.name },
        }).replaceAll('\n\n', ' ')
      : why
  return (
    <p className={css.preview} role="status">
      {t(reads ? 'reads' : 'hears', { name })} {quote('quoted', { text })}
    </p>
  )
}
