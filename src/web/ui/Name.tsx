import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './Name.module.css'

/** The name of a person, in the serif and in its own direction of writing. */
export function Name({ children, size = 'm' }: { children: ReactNode; size?: 's' | 'm' | 'l' | 'xl' }) {
  return <bdi className={classNames(css.name, css[size])}>{children}</bdi>
}
