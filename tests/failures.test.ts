import { pathToFileURL } from 'node:url'

const ROOT = '/servus'
const { failuresOf } = await import(pathToFileURL('scripts/failures.mjs').href)

const passed = { status: 'passed', fullName: 'the inbox opens', failureMessages: [] }
const file = (name: string, assertionResults: object[], status = 'failed', message = '') => ({
  name: `${ROOT}/${name}`,
  ...{ status, message, assertionResults },
})

describe('what failed', () => {
  it('is named with its file, and with the first line of what was wrong', () => {
    const failed = {
      status: 'failed',
      fullName: 'the inbox closes',
      failureMessages: ['AssertionError: expected 1 to be 2\n    at src/a.test.ts:3:4'],
    }
    expect(failuresOf({ testResults: [file('src/a.test.ts', [passed, failed])] }, ROOT)).toEqual([
      'src/a.test.ts > the inbox closes\n    AssertionError: expected 1 to be 2',
    ])
  })

  it('says what it waited for in vain on a screen', () => {
    const message = [
      '\u001b[31mTimeoutError: locator.click: Timeout 15000ms exceeded.\u001b[39m',
      'Call log:',
      "\u001b[2m  - waiting for getByRole('button', { name: 'Close' })\u001b[22m",
    ].join('\n')
    const failed = { status: 'failed', fullName: 'a close', failureMessages: [message] }
    expect(failuresOf({ testResults: [file('tests/e2e/b.spec.ts', [failed])] }, ROOT)).toEqual([
      "tests/e2e/b.spec.ts > a close\n    TimeoutError: locator.click: Timeout 15000ms exceeded. - waiting for getByRole('button', { name: 'Close' })",
    ])
  })

  it('says what stood on the screens then', () => {
    const message = [
      'TimeoutError: locator.click: Timeout 15000ms exceeded.',
      '  on screen: /promises shows "You owe nobody anything."',
      '  on screen: waits for GET /api/promises',
      '    at tests/e2e/b.spec.ts:3:4',
    ].join('\n')
    const failed = { status: 'failed', fullName: 'a close', failureMessages: [message] }
    expect(failuresOf({ testResults: [file('tests/e2e/b.spec.ts', [failed])] }, ROOT)).toEqual([
      [
        'tests/e2e/b.spec.ts > a close',
        'TimeoutError: locator.click: Timeout 15000ms exceeded.',
        'on screen: /promises shows "You owe nobody anything."',
        'on screen: waits for GET /api/promises',
      ].join('\n    '),
    ])
  })

  it('names a file that broke before its tests ran', () => {
    const broken = file('src/c.test.ts', [], 'failed', 'SyntaxError: Unexpected token')
    expect(failuresOf({ testResults: [broken, file('src/d.test.ts', [passed], 'passed')] }, ROOT)).toEqual([
      'src/c.test.ts\n    SyntaxError: Unexpected token',
    ])
  })

  it('are all named where many failed, and fit into what is left of a log', () => {
    const shown = Array.from(
      { length: 10 },
      (_, n) => `  on screen: /inbox/${n} shows "${'words '.repeat(80)}"`,
    )
    const failureMessages = [['TimeoutError: locator.click: Timeout 15000ms exceeded.', ...shown].join('\n')]
    const failed = Array.from({ length: 12 }, (_, n) => ({
      ...{ status: 'failed', fullName: `journey ${n}`, failureMessages },
    }))
    const named: string[] = failuresOf({ testResults: [file('tests/e2e/b.spec.ts', failed)] }, ROOT)
    expect(named).toHaveLength(12)
    expect(named.at(-1)).toContain('tests/e2e/b.spec.ts > journey 11')
    expect(named.join('\n').length).toBeLessThan(3_400)
    const [alone] = failuresOf({ testResults: [file('tests/e2e/b.spec.ts', failed.slice(0, 1))] }, ROOT)
    expect(alone.split('\n')).toHaveLength(12)
    expect(alone.length).toBeLessThan(3_400)
  })
})
