import { Copy, Download, Printer } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { useCopy } from './settings/CopyField.tsx'
import css from './TwoStep.module.css'

/** The recovery codes, this once: to be downloaded, printed or copied. */
export function RecoveryCodes({ codes, email }: { codes: readonly string[]; email: string }) {
  const t = useTranslations('accounts.twoStep')
  const copy = useCopy()
  const text = t('file', { email, codes: codes.join('\n') })
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: url, download: 'servus-recovery-codes.txt' }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <p className={css.words}>{t('codesLede')}</p>
      <div className={css.print}>
        <p className={css.onPaper}>{t('file', { email, codes: '' })}</p>
        <ul aria-label={t('codes')} className={css.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div className={css.acts}>
        <Button icon={Download} onClick={download}>
          {t('download')}
        </Button>
        <Button icon={Printer} onClick={() => window.print()}>
          {t('print')}
        </Button>
        <Button icon={Copy} onClick={() => void copy(codes.join('\n'))}>
          {t('copy')}
        </Button>
      </div>
    </>
  )
}
