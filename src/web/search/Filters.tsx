import { useQuery } from '@tanstack/react-query'
import {
  CalendarDays,
  ChevronDown,
  type LucideIcon,
  MapPin,
  Paperclip,
  Radio,
  Tag,
  User,
  UserRound,
  X,
} from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listTags } from '../../contract/tags.ts'
import {
  CHANNEL_WORDS,
  type FilterName,
  readQuestion,
  STATE_WORDS,
  withFilter,
} from '../../domain/search/question.ts'
import { reading } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { Popover } from '../ui/Popover.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Days } from './Days.tsx'
import css from './Search.module.css'

type Put = (name: FilterName, value: string | null) => void

/** What narrows a search, as buttons; each writes into the question what one could have typed. */
export function Filters({
  question,
  leftOut = [],
  onQuestion,
}: {
  question: string
  /** what the search left out, as `tag:nobodys`: it narrows nothing, and does not stand as if it did */
  leftOut?: readonly string[]
  onQuestion: (q: string) => void
}) {
  const t = useTranslations('search.filters')
  const { members, sites } = useSession()
  const { filters } = readQuestion(question)
  const { data } = useQuery(reading(listTags))
  const tags = data?.items ?? []
  const put: Put = (name, value) => onQuestion(withFilter(question, name, value))
  const { from, channel, is, has } = filters
  const [owner, site, tag] = (['owner', 'site', 'tag'] as const).map((name) =>
    leftOut.includes(`${name}:${filters[name]}`) ? undefined : filters[name],
  )
  const days = [
    filters.after && t('since', { day: filters.after }),
    filters.before && t('until', { day: filters.before }),
  ]
  return (
    <div className={css.filters}>
      <FromFilter value={from} put={put} />
      <Chosen
        {...{ icon: UserRound, name: t('owner'), value: owner && ownerWords(owner) }}
        onClear={() => put('owner', null)}
        choose={(trigger) => (
          <Menu trigger={trigger}>
            <MenuItem onSelect={() => put('owner', 'me')}>{t('mine')}</MenuItem>
            <MenuItem onSelect={() => put('owner', 'nobody')}>{t('nobodys')}</MenuItem>
            {members.map((m) => (
              <MenuItem key={m.id} onSelect={() => put('owner', m.name)}>
                {m.name}
              </MenuItem>
            ))}
          </Menu>
        )}
      />
      <Chosen
        {...{ icon: Radio, name: t('channel'), value: channel && t(`channels.${channel}`) }}
        onClear={() => put('channel', null)}
        choose={(trigger) => (
          <Menu trigger={trigger}>
            {(Object.keys(CHANNEL_WORDS) as (keyof typeof CHANNEL_WORDS)[]).map((one) => (
              <MenuItem key={one} onSelect={() => put('channel', one)}>
                {t(`channels.${one}`)}
              </MenuItem>
            ))}
          </Menu>
        )}
      />
      <Chosen
        {...{ name: t('state'), value: is && t(`states.${is}`) }}
        onClear={() => put('is', null)}
        choose={(trigger) => (
          <Menu trigger={trigger}>
            {STATE_WORDS.map((one) => (
              <MenuItem key={one} onSelect={() => put('is', one)}>
                {t(`states.${one}`)}
              </MenuItem>
            ))}
          </Menu>
        )}
      />
      <Chosen
        {...{ icon: CalendarDays, name: t('when'), value: days.filter(Boolean).join(', ') || undefined }}
        onClear={() => onQuestion(withFilter(withFilter(question, 'after', null), 'before', null))}
        choose={(trigger) => (
          <Popover trigger={trigger} title={t('when')}>
            <Days question={question} onQuestion={onQuestion} />
          </Popover>
        )}
      />
      <button
        type="button"
        className={classNames(css.filter, has && css.on)}
        aria-pressed={has !== undefined}
        onClick={() => put('has', has ? null : 'file')}
      >
        <Icon of={Paperclip} size={15} />
        {t('file')}
      </button>
      {(sites.length > 1 || site) && (
        <Chosen
          {...{ icon: MapPin, name: t('site'), value: site }}
          onClear={() => put('site', null)}
          choose={(trigger) => (
            <Menu trigger={trigger}>
              {sites.map((s) => (
                <MenuItem key={s.id} onSelect={() => put('site', s.name)}>
                  {s.name}
                </MenuItem>
              ))}
            </Menu>
          )}
        />
      )}
      {(tags.length > 0 || tag) && (
        <Chosen
          {...{ icon: Tag, name: t('tag'), value: tag }}
          onClear={() => put('tag', null)}
          choose={(trigger) => (
            <Menu trigger={trigger}>
              {tags.map((one) => (
                <MenuItem key={one.id} onSelect={() => put('tag', one.name)}>
                  {one.name}
                </MenuItem>
              ))}
            </Menu>
          )}
        />
      )}
    </div>
  )
  function ownerWords(said: string): string {
    return said === 'me' ? t('mine') : said === 'nobody' ? t('nobodys') : said
  }
}

/** One filter: a button that opens its choices, or, once it is chosen, says what and takes it off again. */
function Chosen({
  icon,
  name,
  value,
  choose,
  onClear,
}: {
  icon?: LucideIcon
  name: string
  value: ReactNode | undefined
  choose: (trigger: ReactElement) => ReactNode
  onClear: () => void
}) {
  const t = useTranslations('search.filters')
  const words = value ? `${name}: ${value}` : name
  const trigger = (
    <button type="button" className={classNames(css.filter, value ? css.on : undefined)}>
      {icon && <Icon of={icon} size={15} />}
      <span className={css.chosen}>{words}</span>
      {!value && <Icon of={ChevronDown} size={14} />}
    </button>
  )
  return (
    <span className={css.pair}>
      {choose(trigger)}
      {value && (
        <button
          type="button"
          className={css.off}
          aria-label={t('takeOff', { filter: words })}
          onClick={onClear}
        >
          <Icon of={X} size={14} />
        </button>
      )}
    </span>
  )
}

function FromFilter({ value, put }: { value: string | undefined; put: Put }) {
  const t = useTranslations('search.filters')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  return (
    <Chosen
      {...{ icon: User, name: t('from'), value }}
      onClear={() => put('from', null)}
      choose={(trigger) => (
        <Popover trigger={trigger} title={t('from')} open={open} onOpenChange={setOpen}>
          <form
            className={css.form}
            onSubmit={(event) => {
              event.preventDefault()
              setOpen(false)
              if (name.trim()) put('from', name.trim())
            }}
          >
            <TextField
              label={t('from')}
              hideLabel
              placeholder={t('fromExample')}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" look="filled" size="s">
              {t('take')}
            </Button>
          </form>
        </Popover>
      )}
    />
  )
}
