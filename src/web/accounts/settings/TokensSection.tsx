import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listTokens, revokeToken } from '../../../contract/safety.ts'
import { paging, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from './Settings.module.css'
import { TokenDialog } from './TokenDialog.tsx'
import { useSayScope } from './use-say-scope.ts'

type Token = ReplyOf<typeof listTokens>['items'][number]

/** The tokens by which programs work here: one's own, and for who manages members those of everybody. */
export function TokensSection() {
  const t = useTranslations('settings.tokens')
  const seesAll = useMay('members.manage')
  const [of, setOf] = useState<'me' | 'all'>('me')
  const [making, setMaking] = useState(false)
  const query = useInfiniteQuery(paging(listTokens, { query: { of } }))
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {seesAll && (
        <div className={css.whose}>
          <Segmented
            label={t('whose')}
            value={of}
            onChange={setOf}
            segments={[
              { value: 'me', label: t('mine') },
              { value: 'all', label: t('everybodys') },
            ]}
          />
        </div>
      )}
      <PagedList
        look="ruled"
        keyOf={(one) => one.id}
        query={query}
        loads={3}
        none={t('none')}
        row={(token) => <TokenLine token={token} />}
      />
      <Button look="filled" icon={KeyRound} className={css.add} onClick={() => setMaking(true)}>
        {t('add')}
      </Button>
      {making && <TokenDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function TokenLine({ token }: { token: Token }) {
  const t = useTranslations('settings.tokens')
  const sayScope = useSayScope()
  const { now } = useClock()
  const revoke = useAct(revokeToken, { onSuccess: () => say({ words: t('revoked') }) })
  const works = token.revokedAt === null && token.expiresAt > now
  const when = (at: string) => ({ when: () => <When at={at} form="day" /> })
  return (
    <li>
      <div className={css.words}>
        {token.name} <code className={css.small}>{token.begins}…</code>
        <div className={css.small}>{token.scopes.map(sayScope).join(' · ')}</div>
        <div className={css.small}>
          {!token.mine && `${t('by', { name: token.maker.name })} · `}
          {token.revokedAt
            ? t.rich('isRevoked', when(token.revokedAt))
            : t.rich(works ? 'expires' : 'expired', when(token.expiresAt))}
          {' · '}
          {token.lastUsedAt ? t.rich('used', { when: () => <When at={token.lastUsedAt!} /> }) : t('unused')}
        </div>
      </div>
      {works && (
        <Button
          look="quiet"
          busy={revoke.isPending}
          onClick={() => revoke.mutate({ params: { tokenId: token.id } })}
        >
          {t('revoke')}
          <VisuallyHidden> {token.name}</VisuallyHidden>
        </Button>
      )}
    </li>
  )
}
