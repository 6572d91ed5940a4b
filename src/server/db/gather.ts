import {
  type Compilable,
  InsertQueryNode,
  type PrimitiveValueListNode,
  type RootOperationNode,
  type ValueListNode,
  ValuesNode,
} from 'kysely'
import type { Write } from './flush.ts'

type Plain = { readonly node: InsertQueryNode; readonly values: ValuesNode }

/**
 * Joins plain inserts into the same columns of the same table into one of many rows, so that a flush of hundreds of acts stays one
 * short statement. Whatever is anything else (an update, an insert that may conflict) is left as it is.
 */
export function gather(writes: readonly Write[]): Write[] {
  const rows = new Map<string, Plain[]>()
  const others: Write[] = []
  for (const write of writes) {
    const plain = write.must ? null : plainInsert(write)
    if (!plain) {
      others.push(write)
      continue
    }
    const key = keyOf(plain.node)
    const same = rows.get(key)
    if (same) same.push(plain)
    else rows.set(key, [plain])
  }
  return [...[...rows.values()].map(joined), ...others]
}

function plainInsert({ query }: Write): Plain | null {
  const node = (query as unknown as { toOperationNode(): RootOperationNode }).toOperationNode()
  if (!InsertQueryNode.is(node) || node.onConflict || node.returning || node.with) return null
  return node.values && ValuesNode.is(node.values) ? { node, values: node.values } : null
}

function keyOf(node: InsertQueryNode): string {
  return JSON.stringify([node.into, node.columns])
}

function joined(all: readonly Plain[]): Write {
  const lists = all.flatMap(({ values }) => values.values)
  const node = {
    ...all[0]!.node,
    values: ValuesNode.create(lists as (PrimitiveValueListNode | ValueListNode)[]),
  }
  return { query: { toOperationNode: () => node } as unknown as Compilable }
}
