import { useTranslations } from 'use-intl'
import { refusalCode } from '../../shell/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { FormTrouble } from '../FormTrouble.tsx'
import css from './SaveTrouble.module.css'

/** Why something could not be saved. Where somebody else was faster, one can take theirs; saving again puts one's own in its place. */
export function SaveTrouble({
  error,
  whole,
  onTake,
}: {
  error: unknown
  whole: { words: string; detail?: string } | undefined
  /** fills in what stands there now */
  onTake: () => void
}) {
  const f = useTranslations('form')
  if (refusalCode(error) !== 'changed_meanwhile') return <FormTrouble trouble={whole} />
  return (
    <div role="alert" className={css.meanwhile}>
      <p className={css.what}>{f('changedMeanwhile')}</p>
      <p>{f('changedMeanwhileMend')}</p>
      <Button size="s" className={css.take} onClick={onTake}>
        {f('takeTheirs')}
      </Button>
    </div>
  )
}
