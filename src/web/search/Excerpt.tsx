import css from './Search.module.css'

/** Words around what was found; what was looked for is marked. */
export function Excerpt({ pieces }: { pieces: readonly { text: string; lit: boolean }[] }) {
  return (
    <bdi>
      {pieces.map((piece, n) =>
        piece.lit ? (
          <mark key={n} className={css.lit}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  )
}
