import { useParams } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { deleteView, restoreView } from '../../../contract/views.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'
import { type SavedView, useGoTo } from './use-at.ts'

/** Lets a view go, and offers to take it back; whoever stood in it stands where it was narrowed from. */
export function useLetGo(): (view: SavedView) => void {
  const t = useTranslations('conversations.narrow')
  const goTo = useGoTo()
  const here: { view?: string } = useParams({ strict: false })
  const restore = useAct(restoreView)
  const remove = useAct(deleteView)
  return (view) => {
    const params = { viewId: view.id }
    // The place from where it was let go is gone by then.
    remove.mutateAsync({ params }).then(
      () => say({ words: t('deleted', { name: view.name }), undo: () => restore.mutate({ params }) }),
      () => {},
    )
    if (here.view === view.id) goTo(view.base)
  }
}
