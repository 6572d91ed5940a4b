import { useTranslations } from 'use-intl'
import { undoMerge } from '../../../contract/people-merge.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'

/** Gives a function that undoes a merge and says so. */
export function useUndoMerge() {
  const t = useTranslations('people.merge')
  const undo = useAct(undoMerge)
  return {
    busy: undo.isPending,
    undo: (mergeId: string) =>
      undo.mutate(
        { params: { mergeId: mergeId as Id<'merge'> } },
        {
          onSuccess: ({ survivor, merged }) =>
            say({ words: t('undone', { name: survivor.name, other: merged.name }) }),
        },
      ),
  }
}
