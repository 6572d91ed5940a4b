import css from './LookBack.module.css'
import type { Finding } from './look-back-data.ts'

/** A sentence as it was written, with the promise in it marked. */
export function HeardSentence({ finding }: { finding: Finding }) {
  const { sentence, heard } = finding
  if (!heard) return <q className={css.sentence}>{sentence}</q>
  return (
    <q className={css.sentence}>
      {sentence.slice(0, heard.from)}
      <mark>{sentence.slice(heard.from, heard.to)}</mark>
      {sentence.slice(heard.to)}
    </q>
  )
}
