import type { TagColour } from '../../domain/conversations/tags.ts'
import { classNames } from '../ui/class-names.ts'
import css from './Tags.module.css'

/** A tag: its name, and a dot of its colour, which tells nothing by itself. */
export function TagMark({ name, colour }: { name: string; colour: TagColour }) {
  return (
    <>
      <span className={classNames(css.dot, css[colour])} aria-hidden="true" />
      <bdi className={css.name}>{name}</bdi>
    </>
  )
}
