import type { ReactNode } from 'react'
import { startLookBack } from '../../../contract/look-back.ts'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'

/** Looks through a mailbox once more; for those who look after mailboxes. */
export function LookAgain({ mailboxId, children }: { mailboxId: MailboxId; children: ReactNode }) {
  const may = useMay('mailboxes.manage')
  const start = useAct(startLookBack)
  if (!may) return null
  return (
    <Button
      size="s"
      look="quiet"
      busy={start.isPending}
      onClick={() => start.mutate({ params: { mailboxId } })}
    >
      {children}
    </Button>
  )
}
