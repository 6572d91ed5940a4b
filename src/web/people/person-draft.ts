import type { Person } from './person-data.ts'

/** The fields of it as one fills them in. */
export type PersonDraft = {
  name: string
  sayName: string
  approach: Person['approach']
  goodToKnow: string
  accessNeeds: string
  languages: string
  sensitive: boolean
}

/** A person as one fills them in. */
export function draftOf(person: Person): PersonDraft {
  return {
    name: person.givenName,
    sayName: person.sayName ?? '',
    approach: person.approach,
    goodToKnow: person.goodToKnow,
    accessNeeds: person.accessNeeds ?? '',
    languages: person.languages.join(', '),
    sensitive: person.sensitive,
  }
}
