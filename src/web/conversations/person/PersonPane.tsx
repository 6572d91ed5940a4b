import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { readConversation } from '../../../contract/conversations.ts'
import { speaksOn } from '../../../domain/people/speaks-for.ts'
import { marksBeside } from '../../../domain/people/thing-words.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { type Instant, localParts, type TimeZone } from '../../../domain/shared/time.ts'
import { reading } from '../../api/queries.ts'
import { PaneGiven } from '../../goodwill/give/PaneGiven.tsx'
import { latePart } from '../../shell/late-part.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Name } from '../../ui/Name.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Proposal } from '../merge/Proposal.tsx'
import type { Talk } from '../talk.ts'
import { GoodToKnow } from './GoodToKnow.tsx'
import { Needs } from './Needs.tsx'
import { NobodyYet } from './NobodyYet.tsx'
import { OwnPage } from './OwnPage.tsx'
import css from './PersonPane.module.css'
import { PersonPromises } from './PersonPromises.tsx'

/** Mostly there is none: the conversation does not carry it. */
const PaneCases = latePart(async () => (await import('../../goodwill/recovery/PaneCases.tsx')).PaneCases)

type Card = NonNullable<Talk['personCard']>

/** The person beside the thread: what we promised first, what matters to them, and what to know before one speaks. */
export function PersonPane({ conversationId }: { conversationId: string }) {
  const { data: talk } = useQuery(reading(readConversation, { params: { conversationId } }))
  if (!talk)
    return (
      <div className={css.coming}>
        <Skeleton width="170px" height="22px" />
        <Skeleton width="120px" height="12px" />
        <Skeleton width="140px" height="34px" />
      </div>
    )
  if (!talk.personCard || !talk.person)
    return (
      <>
        <NobodyYet talk={talk} />
        <Needs talk={talk} name={null} />
      </>
    )
  return <Known talk={talk} card={talk.personCard} />
}

function Known({ talk, card }: { talk: Talk; card: Card }) {
  const p = useTranslations('people.speaksFor')
  const { now, zone } = useClock()
  const today = localParts(now as Instant, zone as TimeZone).date
  const speaksNow = (s: Card['speaksFor'][number]) => speaksOn(s, today)
  const t = useTranslations('conversations.person')
  const sayWhen = useSayWhen()
  const name = firstName(card.name)
  const year = card.knownSince?.slice(0, 4)
  return (
    <div className={css.pane}>
      <h2 className={css.name}>
        <Link to="/people/$id" params={{ id: card.id }}>
          <Name size="l">{card.name}</Name>
        </Link>
      </h2>
      <p className={css.say}>{[card.sayName, year && t('since', { year })].filter(Boolean).join(' · ')}</p>
      {card.speaksFor.filter(speaksNow).map((s) => (
        <p key={s.id} className={css.say}>
          {p.rich('for', {
            who: () =>
              s.for.kind === 'person' ? (
                <Link to="/people/$id" params={{ id: s.for.id }}>
                  {s.for.name}
                </Link>
              ) : (
                s.for.name
              ),
          })}
          {s.role && ` ${p('as', { role: s.role })}`}
        </p>
      ))}
      {card.spokenForBy.filter(speaksNow).map((s) => (
        <p key={s.id} className={css.say}>
          {p.rich('by', {
            name,
            who: () => (
              <Link to="/people/$id" params={{ id: s.speaker.id }}>
                {s.speaker.name}
              </Link>
            ),
          })}
          {s.role && ` ${p('as', { role: s.role })}`}
        </p>
      ))}
      {card.telephones.length > 0 && (
        <div className={css.calls}>
          {card.telephones.map((telephone) => (
            <a key={telephone} href={`tel:${telephone.replace(/[^+\d]/g, '')}`} className={buttonClass({})}>
              <Icon of={Phone} />
              <span className="sr-only">{t('call', { name })}</span>
              {telephone}
            </a>
          ))}
        </div>
      )}
      <PersonPromises talk={talk} card={card} />
      <PaneCases personId={card.id} conversationId={talk.id} />
      <Proposal talk={talk} name={name} />
      <Needs talk={talk} name={name} />
      <GoodToKnow card={card} />
      <PaneGiven to={{ personId: card.id, name: card.name, conversationId: talk.id }} />
      {(card.approach !== 'welcome' || card.accessNeeds) && (
        <section className={css.part}>
          <h3>{t('before')}</h3>
          {card.approach !== 'welcome' && <p>{t(`approach.${card.approach}`)}</p>}
          {card.accessNeeds && <p>{card.accessNeeds}</p>}
        </section>
      )}
      {card.things.length > 0 && (
        <section className={css.part}>
          <h3>{t('things', { name })}</h3>
          <ul>
            {card.things.map((thing) => (
              <li key={thing.id} className={css.pair}>
                <span>{thing.name}</span>
                <span className={css.soft}>{marksBeside({ name: thing.name, plate: thing.plate })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {card.households.length > 0 && (
        <section className={css.part}>
          <h3>{t('household')}</h3>
          <p>{card.households.map((h) => h.name).join(', ')}</p>
        </section>
      )}
      {card.lastTime && (
        <section className={css.part}>
          <h3>{t('lastTime')}</h3>
          <p>
            <Link to="/conversations/$id" params={{ id: card.lastTime.conversationId }}>
              {card.lastTime.subject || t('noSubject')}
            </Link>
            , {sayWhen(card.lastTime.at, 'day')}
          </p>
        </section>
      )}
      {talk.nextContact && (
        <section className={css.part}>
          <h3>{t('next')}</h3>
          <p>
            {talk.nextContact.what}, {sayWhen(talk.nextContact.due, 'day')}
          </p>
        </section>
      )}
      <OwnPage personId={card.id} name={name} />
    </div>
  )
}
