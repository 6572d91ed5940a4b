import { type Heard, rememberLine } from './relay.ts'

const at = (tx: number) => `${tx}.00000000-0000-7000-8000-000000000000`
const news = (tx: number): Heard => ({
  kind: 'news',
  items: [{ kind: 'person.created', subjects: { personId: String(tx) } }],
  position: at(tx),
})
const ready = (tx: number): Heard => ({ kind: 'ready', anew: false, position: at(tx) })

describe('a window that opens while another one has the line', () => {
  it('hears that the line stands, what it missed since its screens were read, and who is where', () => {
    const line = rememberLine(at(5))
    const here: Heard = { kind: 'here', here: { present: [], drafts: [] } }
    for (const heard of [ready(5), here, news(9), news(10)]) line.note(heard)
    expect(line.tell(at(9))).toEqual([ready(5), news(10), here])
    expect(line.tell(at(10))).toEqual([ready(5), here])
  })

  it('reads everything anew where its screens are older than what is remembered', () => {
    const line = rememberLine(at(5))
    for (const heard of [ready(5), news(9)]) line.note(heard)
    expect(line.tell(at(4))).toEqual([{ ...ready(5), anew: true }])
    for (let tx = 10; tx < 400; tx++) line.note(news(tx))
    expect(line.tell(at(9))).toEqual([{ ...ready(5), anew: true }])
    expect(line.tell(at(398))).toEqual([ready(5), news(399)])
    line.note({ kind: 'ready', anew: true, position: at(900) })
    expect(line.tell(at(399))).toEqual([{ kind: 'ready', anew: true, position: at(900) }])
  })

  it('reads everything anew too where the window that takes the line over has no answer yet, but was further already', () => {
    const line = rememberLine(at(9))
    expect(line.tell(at(5))).toEqual([{ kind: 'ready', anew: true, position: at(9) }])
    expect(line.tell(at(9))).toEqual([])
  })

  it('hears that the line is gone where it is', () => {
    const line = rememberLine(at(5))
    for (const heard of [ready(5), { kind: 'lost', refused: false } as const]) line.note(heard)
    expect(line.tell(at(5))).toEqual([{ kind: 'lost', refused: false }])
  })
})
