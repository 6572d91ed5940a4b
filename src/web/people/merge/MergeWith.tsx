import { Merge } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PersonFinder } from '../PersonFinder.tsx'
import type { Person } from '../person-data.ts'
import { MergePreview } from './MergePreview.tsx'

/** Finds the other record of a person, and merges the two once one has seen what will be. */
export function MergeWith({ person }: { person: Person }) {
  const t = useTranslations('people.merge')
  const may = useMay('people.write')
  const [finding, setFinding] = useState(false)
  const [text, setText] = useState('')
  const [other, setOther] = useState<string | null>(null)
  if (!may) return null
  const close = () => {
    setFinding(false)
    setOther(null)
    setText('')
  }
  return (
    <>
      <Button icon={Merge} look="quiet" onClick={() => setFinding(true)}>
        {t('act')}
      </Button>
      {finding && !other && (
        <Dialog
          open
          onOpenChange={(open) => !open && close()}
          title={t('title')}
          lede={t('lede', { name: person.name })}
          size="s"
        >
          <PersonFinder
            label={t('find')}
            text={text}
            onText={setText}
            onFound={(found) => found.id !== person.id && setOther(found.id)}
          />
        </Dialog>
      )}
      {other && <MergePreview survivorId={person.id} mergedId={other} onClose={close} />}
    </>
  )
}
