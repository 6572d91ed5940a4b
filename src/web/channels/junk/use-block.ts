import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { addBlock, removeBlock } from '../../../contract/junk.ts'
import { Problem } from '../../api/call.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'

/** What is to be blocked, and why. */
export type Blocking = { readonly value: string; readonly reason: string }
type Catches = Blocking & { readonly ours: number; readonly promised: number }

/** Blocks an address or a domain by one press, and takes it back by another; `catches`: whom it would hold back besides strangers. */
export function useBlock(done: () => void) {
  const t = useTranslations('junk.blocks')
  const [catches, setCatches] = useState<Catches | null>(null)
  const remove = useAct(removeBlock)
  const add = useAct(addBlock, { quiet: ['block_catches'] })
  return {
    busy: add.isPending,
    catches,
    letGo: () => setCatches(null),
    block: (input: Blocking & { anyway?: boolean }) =>
      add.mutate(
        { body: input },
        {
          onSuccess: ({ id, value, wasThere }) => {
            done()
            if (wasThere) return say({ words: t('wasThere', { value }) })
            const undo = () => remove.mutate({ params: { blockId: id as never } })
            say({ words: t('added', { value }), undo })
          },
          onError: (error) => {
            if (!(error instanceof Problem) || error.code !== 'block_catches') return
            const count = (of: string) => Number(error.values[of] ?? 0)
            setCatches({ ...input, ours: count('ours'), promised: count('promised') })
          },
        },
      ),
  }
}
