import type { PersonId } from '../shared/ids.ts'
import type { HandleKind } from './handles.ts'
import { compareNames } from './name-likeness.ts'
import { keysOfMark } from './search-keys.ts'

/** Why two records may be one person. None of them is enough to merge by itself: somebody always looks. */
export const DUPLICATE_REASONS = [
  'same_handle',
  'same_number',
  'same_vehicle',
  'same_name',
  'alike_name',
  'same_household',
  'same_domain',
  'same_ending',
] as const
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number]

/** What of a record is compared. */
export type Comparable = {
  readonly id: PersonId
  readonly name: string
  readonly handles: readonly { readonly kind: HandleKind; readonly value: string }[]
  readonly marks: readonly string[]
  readonly householdIds: readonly string[]
}

/** Two records that may be one person, the surest reason first; `sureness` orders them, the surest first. */
export type Likely = { readonly sureness: number; readonly reasons: readonly DuplicateReason[] }

const WEIGHT: Readonly<Record<DuplicateReason, number>> = {
  same_handle: 60,
  same_number: 50,
  same_vehicle: 40,
  same_name: 40,
  alike_name: 25,
  same_household: 20,
  same_domain: 15,
  same_ending: 20,
}
/** From here on two records are proposed: a name alone says too little, and so does a family's address. */
const ENOUGH = 45

/** Addresses under which anybody may live: having one in common says nothing. */
const EVERYBODYS =
  /^(gmail|googlemail|gmx|web|t-online|freenet|outlook|hotmail|live|msn|yahoo|icloud|me|mac|aol|posteo|mailbox|proton|protonmail|pm|mail|bluewin|zoho)\./

/**
 * Tells whether two records may be one person, and why; null where too little speaks for it. Two people of different names who share
 * an address or a number are a family or a firm, not one person.
 */
export function compareRecords(a: Comparable, b: Comparable): Likely | null {
  const names = compareNames(a.name, b.name)
  const unnamed = a.name.trim() === '' || b.name.trim() === ''
  const reasons: DuplicateReason[] = []
  const shares = (of: (p: Comparable) => readonly string[]) => {
    const theirs = new Set(of(b))
    return of(a).some((x) => x !== '' && theirs.has(x))
  }
  if (shares((p) => p.handles.map((h) => `${h.kind} ${h.value}`))) reasons.push('same_handle')
  else if (shares(nationalNumbers)) reasons.push('same_number')
  else if (shares(endings)) reasons.push('same_ending')
  if (shares((p) => p.marks.flatMap((m) => keysOfMark(m)[0] ?? []))) reasons.push('same_vehicle')
  if (names === 'same') reasons.push('same_name')
  if (names === 'alike') reasons.push('alike_name')
  if (shares((p) => p.householdIds)) reasons.push('same_household')
  if (shares(domains)) reasons.push('same_domain')
  if (names === 'different' && !unnamed) return null
  const sum = reasons.reduce((n, r) => n + WEIGHT[r], 0)
  const sorted = reasons.toSorted((x, y) => WEIGHT[y] - WEIGHT[x])
  return sum >= ENOUGH ? { sureness: Math.min(100, sum), reasons: sorted } : null
}

/** Digits of a telephone without its country: another country was taken for it, or a nought too many. */
function nationalNumbers(p: Comparable): string[] {
  return digits(p)
    .map((d) => d.slice(-9))
    .filter((d) => d.length === 9)
}

function endings(p: Comparable): string[] {
  return digits(p).map((d) => d.slice(-4))
}

function digits(p: Comparable): string[] {
  return p.handles.filter((h) => h.kind === 'phone').map((h) => h.value.replace(/;.*/, '').replace(/\D/g, ''))
}

function domains(p: Comparable): string[] {
  return p.handles
    .filter((h) => h.kind === 'email')
    .map((h) => h.value.slice(h.value.lastIndexOf('@') + 1))
    .filter((d) => !EVERYBODYS.test(d))
}
