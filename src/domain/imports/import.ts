import { type Refusal, refuse } from '../shared/refusal.ts'

export const IMPORT_KINDS = ['people', 'mbox', 'folder'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]
export const IMPORT_STATES = [
  'uploading',
  'ready',
  'checking',
  'checked',
  'running',
  'paused',
  'done',
  'failed',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]
export const IMPORT_ACTS = ['check', 'start', 'pause', 'goOn', 'undo', 'drop'] as const
export type ImportAct = (typeof IMPORT_ACTS)[number]

type Standing = {
  readonly kind: ImportKind
  readonly state: ImportState
  /** How many entries its ledger of what it made has had. */
  readonly ledger: number
  /** What stopped it, by its code. */
  readonly problem?: { readonly code: string } | null
}

/** What is wrong with a file itself: it stays so, however often it is read. */
const HOPELESS = ['empty', 'no_text', 'spreadsheet', 'not_mbox']

/** For how many days the file of an import is kept once it is done. */
export const FILE_KEPT_DAYS = 30

/** What may be done with an import now. */
export function actsOf({ kind, state, ledger, problem }: Standing): ImportAct[] {
  switch (state) {
    case 'uploading':
      return ['drop']
    case 'ready':
      return kind === 'people' ? ['check', 'drop'] : ['start', 'drop']
    case 'checking':
      return ['drop']
    case 'checked':
      return ['check', 'start', 'drop']
    case 'running':
      return ['pause']
    case 'paused':
      return ledger > 0 ? ['goOn', 'undo'] : ['goOn', 'drop']
    case 'failed':
      if (ledger === 0 && HOPELESS.includes(problem?.code ?? '')) return ['drop']
      return ledger > 0 ? ['goOn', 'undo'] : ['goOn', 'drop']
    case 'done':
      return ledger > 0 ? ['undo'] : []
    default:
      return []
  }
}

/** Where an act leads. Refuses `import_not_now` where it cannot be done as things stand. */
export function act(of: Standing, wanted: ImportAct): ImportState | Refusal {
  if (!actsOf(of).includes(wanted)) return refuse('import_not_now', { values: { state: of.state } })
  const to: Record<ImportAct, ImportState> = {
    ...{ check: 'checking', start: 'running', pause: 'paused', undo: 'undoing', drop: 'undone' },
    goOn: 'running',
  }
  return to[wanted]
}

/** The figures of an import: found = made + same + left out + failed + waiting, whenever one looks. */
export function countsOf(c: {
  readonly total: number | null
  readonly made: number
  readonly same: number
  readonly leftOut: number
  readonly failed: number
}) {
  const { made, same, leftOut, failed } = c
  const settled = made + same + leftOut + failed
  const found = Math.max(c.total ?? settled, settled)
  return { found, made, same, leftOut, failed, waiting: found - settled }
}
