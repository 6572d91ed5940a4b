import { asTemplate } from '../../../domain/conversations/saved-replies.ts'
import { useSession } from '../../shell/session.tsx'
import type { Talk } from '../talk.ts'
import { SavedReplyDialog } from './SavedReplyDialog.tsx'
import { useValues } from './use-values.ts'

/** Keeps what was said once to be said again: the names in it become blanks. */
export function KeepReply({ talk, text, onClose }: { talk: Talk; text: string; onClose: () => void }) {
  const values = useValues(talk)
  const { workspace } = useSession()
  return <SavedReplyDialog text={asTemplate(text, values(workspace.language))} onClose={onClose} />
}
