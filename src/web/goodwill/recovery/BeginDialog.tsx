import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { listRecoveryCases, openRecoveryCase } from '../../../contract/recovery.ts'
import { reading, useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { CaseDialog } from './CaseDialog.tsx'
import { type Case, openCasesOf } from './recovery-data.ts'

/** Begins to put something right for a person in one press; what was begun here already is gone on with. */
export function BeginDialog({
  personId,
  name,
  conversationId,
  onClose,
}: {
  personId: string
  name: string
  conversationId?: string | undefined
  onClose: () => void
}) {
  const queryClient = useQueryClient()
  const [id, setId] = useState<Case['id'] | null>(null)
  const begun = useRef(false)
  const begin = useAct(openRecoveryCase, { again: true })
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void (async () => {
      const { items } = await queryClient.fetchQuery(reading(listRecoveryCases, openCasesOf(personId)))
      const here = items.find((one) => (one.conversation?.id ?? undefined) === conversationId)
      if (here) return setId(here.id)
      const body = { id: newId<'recovery'>(), personId: personId as Case['person']['id'] }
      const talk = conversationId ? { conversationId: conversationId as never } : {}
      setId((await begin.mutateAsync({ body: { ...body, ...talk } })).id)
    })().catch(onClose)
  }, [queryClient, personId, conversationId, begin, onClose])
  return <CaseDialog id={id} name={name} onClose={onClose} />
}
