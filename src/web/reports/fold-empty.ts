import type { Share } from './Figure.tsx'

export type Week = {
  readonly from: string
  readonly to: string
  readonly kept: Share | null
  readonly few: boolean
}

/** A line of the weeks: one of them, or several that follow each other and in which nothing fell due (`week` null). */
export type WeekLine = { readonly from: string; readonly to: string; readonly week: Week | null }

/** The weeks as lines, the latest first. What is left out because of few people is no empty week. */
export function foldEmpty(weeks: readonly Week[]): WeekLine[] {
  const lines: WeekLine[] = []
  for (const week of weeks.toReversed()) {
    const { from, to } = week
    const last = lines.at(-1)
    if (week.kept !== null || week.few) lines.push({ from, to, week })
    else if (last?.week === null) lines.splice(-1, 1, { ...last, from })
    else lines.push({ from, to, week: null })
  }
  return lines
}
