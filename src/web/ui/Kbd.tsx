import { useTranslations } from 'use-intl'
import css from './Kbd.module.css'
import { type CapNames, drawKeys, isApple, type Keys } from './keys.ts'

/** Draws a key combination as caps, in the way of the machine one sits at. Bare: without caps, inside a filled button. */
export function Kbd({ keys, bare = false }: { keys: Keys; bare?: boolean }) {
  const names = useCapNames()
  return (
    <span className={bare ? css.bare : css.keys} aria-hidden="true">
      {drawKeys(keys, isApple(), names).map((cap, n) => (
        <kbd key={n}>{cap}</kbd>
      ))}
    </span>
  )
}

/** What stands on the caps of keyboards in the language that is read. */
export function useCapNames(): CapNames {
  const t = useTranslations('ui.caps')
  return { mod: t('mod'), escape: t('escape'), space: t('space') }
}
