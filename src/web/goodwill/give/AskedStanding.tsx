import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { readAuthorityAsk } from '../../../contract/goodwill.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { DialogClose } from '../../ui/Dialog.tsx'
import { Cluster, Stack } from '../../ui/Layout.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { AskStanding } from './AskStanding.tsx'

/** Where it stands that one asked just now; the answer shows here as it comes. */
export function AskedStanding({ askId, onClose }: { askId: string; onClose: () => void }) {
  const t = useTranslations('goodwill.give')
  const f = useTranslations('form')
  const query = useQuery(reading(readAuthorityAsk, { params: { askId: askId as Id<'authority_ask'> } }))
  const done = useRef<HTMLButtonElement>(null)
  // The button that was pressed is gone.
  useEffect(() => done.current?.focus(), [])
  return (
    <Stack>
      <div role="status">{query.data && <AskStanding ask={query.data} />}</div>
      <PartState query={query} />
      <Cluster>
        <DialogClose
          render={
            <Button look="filled" ref={done}>
              {f('done')}
            </Button>
          }
        />
        <LinkButton
          look="quiet"
          to="/goodwill/$part"
          params={{ part: 'asks' }}
          search={{ open: askId }}
          onClick={onClose}
        >
          {t('seeAsk')}
        </LinkButton>
      </Cluster>
    </Stack>
  )
}
