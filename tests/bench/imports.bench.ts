import { it } from 'vitest'
import { bring, start, undo, upload } from '../../src/server/world/bring.ts'
import { makeDesk } from '../../src/server/world/mail-desk.ts'
import { makeWorld } from '../../src/server/world/world.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 10_000)
const MAILS = Number(process.env.BENCH_MAILS ?? 50_000)

/** History as issue 4 asks for it: 10,000 people and 50,000 mails, twice without a duplicate, and back. */
it('bringing history along', async () => {
  const world = await makeWorld()
  await makeDesk(world)
  const csv = peopleFile(PEOPLE)
  const first = await timed('people of a CSV', PEOPLE, () => bring(world, csv))
  expect(first.counts).toMatchObject({ found: PEOPLE, made: PEOPLE, failed: 0 })
  const again = await timed('the same people again', PEOPLE, () => bring(world, csv))
  expect(again.counts).toMatchObject({ made: 0, same: PEOPLE })
  const mbox = mailFile(MAILS)
  const mails = await timed('mails of an mbox', MAILS, async () =>
    start(world, await upload(world, 'mbox', mbox, { part: 8_000_000 })),
  )
  expect(mails.counts).toMatchObject({ found: MAILS, made: MAILS })
  const twice = await timed('the same mails again', MAILS, async () =>
    start(world, await upload(world, 'mbox', mbox, { part: 8_000_000 })),
  )
  expect(twice.counts).toMatchObject({ made: 0, same: MAILS })
  const back = await timed('mails taken back', MAILS, () => undo(world, mails.id))
  expect(back).toMatchObject({ state: 'undone', stayed: 0 })
}, 3_600_000)

async function timed<T>(name: string, count: number, work: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const done = await work()
  const seconds = (performance.now() - from) / 1000
  console.log(`${name}: ${count} in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`)
  return done
}

function peopleFile(count: number): string {
  const lines = Array.from({ length: count }, (_, n) =>
    [
      n,
      `Vorname${n}`,
      `Nachname${n % 4000}`,
      `person${n}@posteo.example`,
      `0171 ${1000000 + n}`,
      'de',
      `B-AB ${n}`,
      `Haushalt ${n >> 1}`,
      'Kommt gern am Morgen',
    ].join(';'),
  )
  return `Nr;Vorname;Nachname;E-Mail;Telefon;Sprache;Kennzeichen;Haushalt;Notizen\n${lines.join('\n')}\n`
}

/** Conversations of five mails each, of every third person, some with HTML and a small picture. */
function mailFile(count: number): Buffer {
  const parts: string[] = []
  const picture = Buffer.alloc(3000, 7)
    .toString('base64')
    .replace(/(.{76})/g, '$1\n')
  for (let n = 0; n < count; n++) {
    const [talk, turn] = [Math.floor(n / 5), n % 5]
    const who = `person${(talk * 3) % PEOPLE}@posteo.example`
    const us = turn % 2 === 1
    const date = new Date(Date.UTC(2020, 0, 1) + talk * 3_600_000 + turn * 600_000).toUTCString()
    const refs = Array.from({ length: turn }, (_, t) => `<m${talk}.${t}@posteo.example>`)
    const plain = `Hello,\n\nthis is word ${turn} of matter ${talk}. It clatters in front when I brake, and more so in the morning.\n\nKind regards\n${us ? 'Nordlicht' : 'Marta'}\n\n> What was said before\n> stands here once more\n`
    const head = [
      `From ${us ? 'desk@nordlicht.example' : who} ${new Date(date).toUTCString()}`,
      `From: ${us ? 'Nordlicht <desk@nordlicht.example>' : `Vorname <${who}>`}`,
      `To: ${us ? who : 'desk@nordlicht.example'}`,
      `Subject: ${turn > 0 ? 'Re: ' : ''}Matter ${talk}`,
      `Date: ${date}`,
      `Message-ID: <m${talk}.${turn}@posteo.example>`,
      ...(refs.length > 0 ? [`In-Reply-To: ${refs.at(-1)}`, `References: ${refs.join(' ')}`] : []),
      'MIME-Version: 1.0',
    ]
    const body =
      turn === 0
        ? [
            'Content-Type: multipart/mixed; boundary=b',
            '',
            '--b',
            'Content-Type: text/html; charset=utf-8',
            '',
            `<p>${plain.replaceAll('\n', '<br>')}</p>`,
            '--b',
            `Content-Type: image/png; name=p${talk}.png`,
            'Content-Transfer-Encoding: base64',
            'Content-Disposition: attachment',
            '',
            `${picture}${talk}`,
            '--b--',
            '',
          ]
        : ['Content-Type: text/plain; charset=utf-8', '', plain]
    parts.push([...head, ...body].join('\n'), '\n\n')
  }
  return Buffer.from(parts.join(''))
}
