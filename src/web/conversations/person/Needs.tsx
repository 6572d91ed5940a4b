import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { writeNeed } from '../../../contract/needs.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { newId } from '../new-id.ts'
import { type Talk, useTalkAct } from '../talk.ts'
import { HearBackForm } from './HearBackForm.tsx'
import { NeedItem } from './NeedItem.tsx'
import css from './PersonPane.module.css'

/** What they need, in their own words and their own order. */
export function Needs({ talk, name }: { talk: Talk; name: string | null }) {
  const t = useTranslations('conversations.needs')
  const may = useMay('conversations.write') && talk.closedAt === null
  const [adding, setAdding] = useState(false)
  const [hearing, setHearing] = useState(false)
  useVerb({
    id: 'needs.add',
    label: t('add'),
    keys: 'b',
    group: t('group'),
    enabled: may,
    run: () => setAdding(true),
  })
  const [first, ...others] = talk.needs
  const item = (need: Talk['needs'][number], n: number) => (
    <NeedItem key={need.id} talk={talk} need={need} first={n === 0} last={n === talk.needs.length - 1} />
  )
  return (
    <>
      <section className={css.part}>
        <div className={css.head}>
          <h3>{name ? t('first', { name }) : t('firstUnknown')}</h3>
          {may && !adding && (
            <button type="button" className={css.small} onClick={() => setAdding(true)}>
              {t('write')}
            </button>
          )}
        </div>
        {first ? <ul>{item(first, 0)}</ul> : !adding && <p className={css.soft}>{t('none')}</p>}
        {adding && <AddNeed talk={talk} onClose={() => setAdding(false)} />}
      </section>
      {others.length > 0 && (
        <section className={css.part}>
          <h3>{t('also')}</h3>
          <ul>{others.map((need, n) => item(need, n + 1))}</ul>
        </section>
      )}
      {may && talk.needs.length > 0 && !talk.heardBack && (
        <button type="button" className={css.small} onClick={() => setHearing(true)}>
          {t('hearBack')}
        </button>
      )}
      {hearing && <HearBackForm talk={talk} onClose={() => setHearing(false)} />}
    </>
  )
}

function AddNeed({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.needs')
  const [words, setWords] = useState('')
  const write = useTalkAct(writeNeed, talk.id)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const said = words.trim()
    if (said === '') return onClose()
    const id = newId<'need'>()
    const need = {
      ...{ id, words: said, priority: talk.needs.length + 1, account: 'open' as const, version: 0 },
      ...{ cannotWhy: null, directionGiven: null, promiseId: null },
    }
    setWords('')
    const done = await write(
      { params: { conversationId: talk.id }, body: { id, words: said } },
      { needs: [...talk.needs, need] },
    )
    if (!done) setWords(said)
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('words')}
        hideLabel
        value={words}
        autoFocus
        autoComplete="off"
        placeholder={t('example')}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <div className={css.acts}>
        <Button type="submit" size="s">
          {t('keep')}
        </Button>
        <Button size="s" look="quiet" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </form>
  )
}
