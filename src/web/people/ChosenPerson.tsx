import { useTranslations } from 'use-intl'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Name } from '../ui/Name.tsx'
import css from './PersonFinder.module.css'

/** Who was chosen, with the way back. */
export function ChosenPerson({ name, onChange }: { name: string; onChange: () => void }) {
  const t = useTranslations('people.finder')
  return (
    <div className={css.chosen}>
      <Avatar name={name} />
      <Name>{name}</Name>
      <Button look="quiet" size="s" onClick={onChange} aria-label={t('otherThan', { name })}>
        {t('other')}
      </Button>
    </div>
  )
}
