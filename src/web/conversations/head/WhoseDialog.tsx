import { useQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { nameConversation } from '../../../contract/conversations.ts'
import { addPerson, listPeople } from '../../../contract/people.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Name } from '../../ui/Name.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './WhoseDialog.module.css'

/** Says whose conversation it is: somebody known, found by name, number or plate, or somebody new. */
export function WhoseDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.whose')
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const { data } = useQuery({
    ...reading(listPeople, { query: { q, limit: 6 } }),
    placeholderData: (before) => before,
  })
  const name = useTalkAct(nameConversation, talk.id)
  const add = useAct(addPerson)
  const attach = (person: { id: string; name: string }) => {
    onClose()
    const to = person as NonNullable<Talk['person']>
    const before = talk.person
    const send = (who: Talk['person'], over: Talk['person']) => {
      const body = { personId: who?.id ?? null, was: { personId: over?.id ?? null } }
      return name({ params: { conversationId: talk.id }, body }, { person: who })
    }
    const undo = () => void send(before, to)
    void sayWhile(send(to, before), { words: t('done', { name: person.name }), undo })
  }
  const found = data?.items ?? []
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} lede={t('lede')}>
      <TextField
        label={t('search')}
        value={words}
        autoComplete="off"
        placeholder={t('placeholder')}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          const first = found[0]
          if (event.key === 'Enter' && first && q !== '') attach(first)
        }}
      />
      <ul className={css.found} aria-label={t('found')}>
        {found.map((person) => (
          <li key={person.id}>
            <button type="button" className={css.person} onClick={() => attach(person)}>
              <Avatar name={person.name} size="s" />
              <span>
                <Name size="s">{person.name}</Name>
                <span className={css.detail}>
                  {[...person.handles, ...person.things].slice(0, 2).join(' · ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {q !== '' && (
        <Button
          icon={UserRoundPlus}
          busy={add.isPending}
          onClick={() => add.mutate({ body: { name: q } }, { onSuccess: attach })}
        >
          {t('add', { name: q })}
        </Button>
      )}
    </Dialog>
  )
}
