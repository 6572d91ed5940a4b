import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { localParts } from '../../shared/time.ts'
import type { Due } from '../due.ts'
import { hearPromises } from './heard.ts'
import { berlin } from './testing/ear.ts'

const { now, schedule } = berlin

/** A text of the corpus: how many promises it holds, and when the first falls due (a local time, `open` or `ask`). */
type Labelled = { text: string; promises: number; due: string; kind: string }
type Tally = { texts: number; right: number; extra: number; missed: number; dued: number; dueRight: number }

function corpus(name: string): Labelled[] {
  const file = readFileSync(new URL(`../../../../tests/fixtures/heard/${name}.tsv`, import.meta.url), 'utf8')
  const [, ...lines] = file.trimEnd().split('\n')
  return lines.map((line) => {
    const [text = '', promises = '', due = '', kind = ''] = line.split('\t')
    return {
      text: text.replaceAll('\\n', '\n'),
      promises: Number(promises),
      due: due.trim(),
      kind: kind.trim(),
    }
  })
}

function dueAsWritten(due: Due): string {
  if (due.kind === 'open') return 'open'
  if (due.kind !== 'at') return 'ask'
  const { date, time } = localParts(due.instant, schedule.zone)
  return `${date}T${time}`
}

function measure(all: readonly Labelled[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const one of all) {
    const heard = hearPromises(one.text, { now, schedule })
    const right = Math.min(heard.length, one.promises)
    for (const name of ['all', one.kind]) {
      const tally = tallies.get(name) ?? { texts: 0, right: 0, extra: 0, missed: 0, dued: 0, dueRight: 0 }
      tallies.set(name, tally)
      tally.texts += 1
      tally.right += right
      tally.extra += heard.length - right
      tally.missed += one.promises - right
      if (right === 0) continue
      tally.dued += 1
      if (dueAsWritten(heard[0]!.due) === one.due) tally.dueRight += 1
    }
  }
  return tallies
}

const precision = ({ right, extra }: Tally) => right / (right + extra)
const recall = ({ right, missed }: Tally) => right / (right + missed)
const share = (part: number, of: number) => (of === 0 ? '–' : (part / of).toFixed(3))

describe('hearing, measured on sentences by somebody who did not know the rules [S3-21]', () => {
  it('has more than 400 of them', () => {
    expect(corpus('english').length + corpus('german').length).toBeGreaterThan(400)
  })

  it.each(['english', 'german'])('hears %s promises with precision 0.95 and recall 0.8', (name) => {
    const tallies = measure(corpus(name))
    const all = tallies.get('all')!
    console.info(
      `${name}: ${all.texts} texts, precision ${share(all.right, all.right + all.extra)}, recall ${share(all.right, all.right + all.missed)}, right dues ${share(all.dueRight, all.dued)}\n${[
        ...tallies,
      ]
        .filter(([kind]) => kind !== 'all')
        .map(
          ([kind, t]) =>
            `  ${kind}: ${t.texts} texts, ${t.right} heard, ${t.extra} too many, ${t.missed} missed, dues ${t.dueRight}/${t.dued}`,
        )
        .join('\n')}`,
    )
    expect(precision(all)).toBeGreaterThanOrEqual(0.95)
    expect(recall(all)).toBeGreaterThanOrEqual(0.8)
  })
})
