import { useTranslations } from 'use-intl'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Name } from '../ui/Name.tsx'
import { wantFinder } from './back-to-finder.ts'
import css from './PersonFinder.module.css'

/** Who was chosen, with the way back. */
export function ChosenPerson({ name, onChange }: { name: string; onChange: () => void }) {
  const t = useTranslations('people.finder')
  const change = () => {
    wantFinder()
    onChange()
  }
  return (
    <div className={css.chosen}>
      <Avatar name={name} />
      <Name>{name}</Name>
      <Button look="quiet" size="s" onClick={change} aria-label={t('otherThan', { name })}>
        {t('other')}
      </Button>
    </div>
  )
}
