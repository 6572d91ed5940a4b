import { useQuery } from '@tanstack/react-query'
import { useMessages } from 'use-intl'
import { previewContact } from '../../contract/door.ts'
import { chooseLocale, loadWords, type Words } from '../../words/words.ts'
import { reading } from '../api/queries.ts'

/** The words in which a mail would tell the customer of a promise: in their language, which need not be the reader's. */
export function useLetterWords(promiseId: string, byMail: boolean): Words {
  const own = useMessages()
  const { data } = useQuery({
    ...reading(previewContact, { params: { promiseId } }),
    enabled: byMail,
    staleTime: 0,
  })
  const locale = data && chooseLocale([data.language])
  const { data: theirs } = useQuery({
    queryKey: ['words', locale],
    queryFn: () => loadWords(locale!),
    enabled: locale !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return theirs ?? own
}
