import { isTouched } from './touched.ts'

const said = { kind: 'message.received', subjects: { conversationId: 'c1', personId: 'p1', messageId: 'm1' } }

it.each([
  [['listConversations', { query: { view: 'waiting' } }, 'pages'], true],
  [['readConversation', { params: { conversationId: 'c1' } }], true],
  [['readConversation', { params: { conversationId: 'c2' } }], false],
  [['readTimeline', { params: { personId: 'p1' } }, 'pages'], true],
  [['listEvents', { query: { conversationId: 'c1', limit: 100 } }], true],
  [['listEvents', { query: { conversationId: 'c2', limit: 100 } }], false],
  [['listMailboxes'], false],
  [['session'], false],
] as const)('reads %j anew when a message came in: %s', (key, touched) =>
  expect(isTouched(key, [said])).toBe(touched),
)

it('reads lists and conversations anew when a tag is renamed', () => {
  const renamed = [{ kind: 'tag.changed', subjects: { tagId: 't1' } }]
  for (const key of [
    ['listTags'],
    ['listConversations', { query: {} }],
    ['readConversation', { params: { conversationId: 'c1' } }],
  ])
    expect(isTouched(key, renamed)).toBe(true)
})

it('reads everything anew when the clock of a demo is turned', () => {
  expect(
    isTouched(['readPerson', { params: { personId: 'p9' } }], [{ kind: 'clock.turned', subjects: {} }]),
  ).toBe(true)
})

it('reads Today and the bell anew when somebody began or ended a break, and nothing else [S2-25]', () => {
  const cover = [{ kind: 'cover.changed', subjects: {} }]
  for (const name of ['readToday', 'readAhead', 'readBell']) expect(isTouched([name], cover), name).toBe(true)
  for (const name of ['listConversations', 'listNotices', 'session', 'listMailboxes'])
    expect(isTouched([name], cover), name).toBe(false)
})
