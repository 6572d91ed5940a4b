import { classNames } from './class-names.ts'
import { linkify } from './linkify.ts'
import css from './PlainText.module.css'

/** Words as somebody wrote them: line breaks stay, addresses can be pressed, nothing else is interpreted. */
export function PlainText({ text, className }: { text: string; className?: string }) {
  return (
    <div className={classNames(css.text, className)} dir="auto">
      {linkify(text).map((piece, n) =>
        piece.href ? (
          <a key={n} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </div>
  )
}
