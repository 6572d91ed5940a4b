import { useTranslations } from 'use-intl'
import { addBlock, markJunk, notJunk, removeBlock } from '../../../contract/junk.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { refusalCode } from '../../shell/trouble.ts'
import { useClock } from '../../ui/clock.tsx'
import { say, sayWhile, unsay } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'

/** A block that stands. */
type Blocked = { readonly id: string; readonly value: string }

/**
 * Puts a conversation into junk by one press, and takes it out by another, and blocks its sender as well (offered where it says that it is
 * junk); where something is promised to them elsewhere, `onPromised` asks first.
 */
export function useJunk(talk: Talk, onPromised: () => void) {
  const t = useTranslations('conversations.junk')
  const { member } = useSession()
  const { now } = useClock()
  const onNo = (error: unknown) => {
    if (refusalCode(error) === 'junk_promised') onPromised()
  }
  const mark = useTalkAct(markJunk, talk.id, { quiet: ['junk_promised'], onNo })
  const release = useTalkAct(notJunk, talk.id)
  const b = useTranslations('junk.blocks')
  const unblock = useAct(removeBlock)
  // Said also where the conversation was left by then.
  const takeBack = (blockId: string, value: string) =>
    void unblock.mutateAsync({ params: { blockId: blockId as Id<'block'> } }).then(
      () => say({ words: b('removed', { value }) }),
      () => {},
    )
  const block = useAct(addBlock, {
    quiet: ['block_catches'],
    // What a colleague blocked before is theirs: nothing of it is taken back here.
    onSuccess: ({ id, value, wasThere }) =>
      say(
        wasThere
          ? { words: b('wasThere', { value }) }
          : { words: t('blocked', { sender: value }), undo: () => takeBack(id, value) },
      ),
  })
  // The conversation may have been left by then: whoever pressed is asked all the same.
  const blockOrAsk = (sender: string, anyway: boolean) =>
    void block.mutateAsync({ body: { value: sender, reason: '', anyway } }).catch((error) => {
      if (refusalCode(error) !== 'block_catches') return
      const run = () => blockOrAsk(sender, true)
      say({ words: t('blockCatches', { sender }), more: { words: t('blockAnyway'), run } })
    })
  const params = { conversationId: talk.id }
  const junk = {
    ...{ at: now as Instant, by: { id: member.id, name: member.name }, erasedAt: now as Instant },
    sender: null,
  }
  const out = () => release({ params }, { state: talk.state, junk: null })
  return {
    mark: async (anyway = false) => {
      const id = say({ words: t('done'), undo: () => void out() })
      if (!(await mark({ params, body: { anyway } }, { state: 'held', junk }))) unsay(id)
    },
    /** Takes it out; whoever sent it may be blocked all the same. */
    back: async (blocked?: Blocked) => {
      const again = () => void mark({ params, body: { anyway: true } }, { state: 'held', junk })
      const more = blocked && {
        more: { words: b('remove'), run: () => takeBack(blocked.id, blocked.value) },
      }
      const words = blocked ? t('backBlocked', { sender: blocked.value }) : t('back')
      await sayWhile(release({ params }, { junk: null }), { words, undo: again, ...more })
    },
    block: (sender: string) => blockOrAsk(sender, false),
    unblock: ({ id, value }: Blocked) => takeBack(id, value),
  }
}
