import css from './Kbd.module.css'
import { drawKeys, isApple, type Keys } from './keys.ts'

/** Draws a key combination as caps, in the way of the machine one sits at. Bare: without caps, inside a filled button. */
export function Kbd({ keys, bare = false }: { keys: Keys; bare?: boolean }) {
  return (
    <span className={bare ? css.bare : css.keys} aria-hidden="true">
      {drawKeys(keys, isApple()).map((cap, n) => (
        <kbd key={n}>{cap}</kbd>
      ))}
    </span>
  )
}
