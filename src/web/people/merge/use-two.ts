import { useTranslations } from 'use-intl'
import { dismissDuplicate, restoreDuplicate } from '../../../contract/people-merge.ts'
import type { PersonId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'

type One = { readonly id: PersonId; readonly name: string }

/** Gives a function that notes that two are two, which can be undone. */
export function useTwo() {
  const t = useTranslations('people.duplicates')
  const dismiss = useAct(dismissDuplicate)
  const restore = useAct(restoreDuplicate)
  return (first: One, second: One) => {
    const body = { firstId: first.id, secondId: second.id }
    dismiss.mutate(
      { body },
      {
        onSuccess: () =>
          say({
            words: t('dismissed', { first: first.name, second: second.name }),
            undo: () => restore.mutate({ body }),
          }),
      },
    )
  }
}
