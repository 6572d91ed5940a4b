import { useTranslations } from 'use-intl'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import css from './Mentions.module.css'
import type { Callable } from './mention.ts'

/** The id under which the words name the list, and each name in it. */
export const LIST = 'mentions'
export const optionId = (id: string) => `mention-${id}`

/** Who may be called by name, above the words: chosen with the arrows and Enter, or by a press. */
export function Mentions({
  fits,
  at,
  onChoose,
}: {
  fits: readonly Callable[]
  /** which one the arrows stand on */
  at: number
  onChoose: (one: Callable) => void
}) {
  const t = useTranslations('conversations.composer.mention')
  return (
    <>
      {fits.length > 0 && (
        <div className={css.list} role="listbox" id={LIST} aria-label={t('label')}>
          {fits.map((one, n) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the words, whose keys choose
            // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant of the words
            <div
              key={one.id}
              id={optionId(one.id)}
              role="option"
              aria-selected={n === at}
              className={classNames(css.name, n === at && css.here)}
              // the words keep the focus, and a telephone its keyboard
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(one)}
            >
              <Avatar name={one.name} />
              {one.name}
            </div>
          ))}
        </div>
      )}
      <span className="sr-only" role="status">
        {fits.length > 0 ? t('found', { count: fits.length, name: fits[at]?.name ?? '' }) : ''}
      </span>
    </>
  )
}
