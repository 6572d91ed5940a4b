import type { ReactNode } from 'react'
import css from './FormTrouble.module.css'

/** What is wrong with a form as a whole: said above its button, read out at once. */
export function FormTrouble({ trouble }: { trouble: { words: ReactNode; detail?: ReactNode } | undefined }) {
  return (
    <div role="alert" className={css.trouble}>
      {trouble && (
        <p>
          {trouble.words} {trouble.detail}
        </p>
      )}
    </div>
  )
}
