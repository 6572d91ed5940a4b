import { useTranslations } from 'use-intl'
import { say } from './toasts.tsx'

/** Says that a part of the page did not come: that there is no line, else that the page had better be loaded anew. */
export function useSayMissing(): (line: boolean) => void {
  const t = useTranslations('ui.error')
  return (line) => {
    if (!line) return void say({ id: 'missing', words: t('noLine'), trouble: true })
    say({
      ...{ id: 'missing', words: t('missing'), detail: t('missingMend'), trouble: true },
      more: { words: t('anew'), run: () => location.reload() },
    })
  }
}
