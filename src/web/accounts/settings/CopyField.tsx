import { Copy } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Settings.module.css'

/** Copies words; where the browser gives no leave, they stand in the toast to be taken by hand. */
export function useCopy(): (words: string) => Promise<void> {
  const f = useTranslations('form')
  return async (words) => {
    try {
      await navigator.clipboard.writeText(words)
      say({ words: f('copied') })
    } catch {
      say({ words: f('byHand'), detail: words, lasts: 0 })
    }
  }
}

/** Something to be handed on: a link, a token. */
export function CopyField({ label, hint, value }: { label: string; hint?: string; value: string }) {
  const f = useTranslations('form')
  const copy = useCopy()
  return (
    <>
      <div className={css.copy}>
        <TextField label={label} value={value} readOnly onFocus={(event) => event.target.select()} />
        <Button icon={Copy} onClick={() => void copy(value)}>
          {f('copy')}
        </Button>
      </div>
      {hint && <p className={css.small}>{hint}</p>}
    </>
  )
}
