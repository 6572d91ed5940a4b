import { useTranslations } from 'use-intl'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'

/** What is wrong with an import as a whole, with its mend; nothing where all is well. */
export function ImportProblem({ brought }: { brought: Import }) {
  const t = useTranslations('imports')
  const r = useTranslations('refusal')
  const { problem, state } = brought
  if (!problem) return null
  const reason =
    (problem.code === 'other' ? t('stumbled') : problem.reason) ??
    r('file_unreadable', { fault: problem.code, line: String(problem.line ?? 0) })
  return (
    <p className={css.trouble} role="status">
      {state === 'running' ? t('goesOn', { problem: reason }) : reason}
    </p>
  )
}
