import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { dropImport } from '../../contract/imports.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import type { Import } from './imports-data.ts'

/** Gives an import up that made nothing yet. */
export function DropButton({ brought }: { brought: Import }) {
  const t = useTranslations('imports')
  const navigate = useNavigate()
  const drop = useAct(dropImport, {
    onSuccess: () => void navigate({ to: '/settings/$section', params: { section: 'imports' } }),
  })
  if (!brought.acts.includes('drop')) return null
  return (
    <Button
      look="quiet"
      busy={drop.isPending}
      onClick={() => drop.mutate({ params: { importId: brought.id } })}
    >
      {t('drop')}
    </Button>
  )
}
