/**
 * Undoes `format=flowed` (RFC 3676): joins soft-broken lines of the same quote depth, takes the stuffed space away, and
 * keeps `-- ` as a line of its own. With `delSp` the space before a soft break goes too. Line ends become `\n`.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = []
  let open: { depth: number; parts: string[] } | null = null
  const close = () => {
    if (open) out.push(written(open.depth, open.parts.join('')))
    open = null
  }
  for (const raw of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(raw)![0].length
    const bare = raw.slice(depth)
    const line = bare.startsWith(' ') ? bare.slice(1) : bare
    if (line === '-- ') {
      close()
      out.push(written(depth, line))
      continue
    }
    if (open === null || (open as { depth: number }).depth !== depth) {
      close()
      open = { depth, parts: [] }
    }
    const soft = line.endsWith(' ')
    ;(open as { parts: string[] }).parts.push(soft && delSp ? line.slice(0, -1) : line)
    if (!soft) close()
  }
  close()
  return out.join('\n')
}

function written(depth: number, line: string): string {
  return depth === 0 ? line : `${'>'.repeat(depth)} ${line}`
}
