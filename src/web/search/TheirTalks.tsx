import { MessagesSquare } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { withFilter, withoutFilters } from '../../domain/search/question.ts'
import type { FoundPerson } from '../people/look-up.ts'
import { Button } from '../ui/Button.tsx'
import css from './Search.module.css'

/** So many people are each led on from; more are too many to choose from here. */
const FEW = 3

/** From people that were found on to what was said with them: a name seldom stands in what somebody said. */
export function TheirTalks({
  people,
  question,
  nothingSaid,
  onQuestion,
}: {
  people: readonly FoundPerson[]
  question: string
  /** No conversation holds these words. */
  nothingSaid: boolean
  onQuestion: (q: string) => void
}) {
  const t = useTranslations('search.theirs')
  const few = people.slice(0, FEW)
  return (
    <div className={css.theirs}>
      {nothingSaid && <p className={css.aside}>{t('none', { words: withoutFilters(question) })}</p>}
      {few.map((person) => (
        <Button
          key={person.id}
          size="s"
          icon={MessagesSquare}
          onClick={() => onQuestion(withFilter('', 'from', person.name))}
        >
          {t('with', { name: person.name })}
        </Button>
      ))}
    </div>
  )
}
