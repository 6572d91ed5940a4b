import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { LATE_AREAS } from './src/web/shell/late-areas.ts'

/**
 * What the browser needs of the contract: of an endpoint its name, method and path, and the plain lists. The schemas stay on the
 * server, which checks every request and reply by them; in the bundle they would weigh 32 kB.
 */
function contractWithoutSchemas(): Plugin {
  const place = `${import.meta.dirname}/src/contract/`
  return {
    name: 'contract-without-schemas',
    enforce: 'pre',
    async load(id) {
      if (!id.startsWith(place)) return null
      const exports = Object.entries((await import(id)) as Record<string, Record<string, unknown>>)
      const lines = exports.flatMap(([name, value]) => {
        if (Array.isArray(value)) return `export const ${name} = ${JSON.stringify(value)}`
        if (typeof value !== 'object' || !('method' in value)) return []
        const shows = (value.reply as { meta?: () => { id?: string } | undefined } | undefined)?.meta?.()?.id
        const { name: called, method, path } = value
        return `export const ${name} = ${JSON.stringify({ name: called, method, path, shows })}`
      })
      return lines.join('\n')
    },
  }
}

/** What only letters, pushes and what the server keeps say: no screen does. */
const SAID_ELSEWHERE = [['kept'], ['accounts', 'letters'], ['notices', 'sent']]

/** The words that screens say, without those that stay on the server, and the late ones (`late-words.ts`) as a file of their own. */
function wordsOfScreens(): Plugin {
  const place = `${import.meta.dirname}/src/words/`
  return {
    name: 'words-of-screens',
    enforce: 'pre',
    async load(id) {
      const [file = '', part] = id.split('?')
      if (!file.startsWith(place) || !file.endsWith('.json')) return null
      const words = JSON.parse(await readFile(file, 'utf8'))
      if (part === 'late') {
        const code = LATE_AREAS.map((area) => `export const ${area} = ${JSON.stringify(words[area])}`).join(
          ';',
        )
        return { code, moduleType: 'js' }
      }
      for (const area of LATE_AREAS) delete words[area]
      for (const [room, part] of SAID_ELSEWHERE) {
        if (part) delete words[room!][part]
        else delete words[room!]
      }
      return JSON.stringify(words)
    },
  }
}

/**
 * Lays beside each file of text what it is compressed (`.br`, `.gz`), so that the server squeezes nothing twice. What is smaller
 * than a packet of the line stays as it is.
 */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const files = await readdir(dir!, { recursive: true })
      for (const name of files.filter((file) => /\.(js|css|svg|html|webmanifest)$/.test(file))) {
        const bytes = await readFile(join(dir!, name))
        if (bytes.length < PACKET) continue
        await writeFile(join(dir!, `${name}.br`), brotliCompressSync(bytes))
        await writeFile(join(dir!, `${name}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

/** Lists the files of the app with a fingerprint in their names, for what keeps them without a line (`public/worker.js`). */
function listed(): Plugin {
  return {
    name: 'listed',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter((file) => file.startsWith('assets/'))
      const source = JSON.stringify(files.map((file) => `/${file}`))
      this.emitFile({ type: 'asset', fileName: 'app-files.json', source })
    },
  }
}

/** What fits into one packet of the line (bytes): smaller files do not arrive sooner when they are squeezed. */
const PACKET = 1_000

/**
 * Builds the web app: `index.html` for those who serve, `customer.html` for those who are served, each its own entry so that a
 * customer never loads the staff app. Nothing is inlined, because the server's Content-Security-Policy allows only files.
 */
export default defineConfig({
  root: `${import.meta.dirname}/src/web`,
  plugins: [contractWithoutSchemas(), wordsOfScreens(), react(), listed(), compressed()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: `${import.meta.dirname}/dist/web`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // the first browsers with light-dark(), on which the design tokens stand
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        staff: `${import.meta.dirname}/src/web/index.html`,
        customer: `${import.meta.dirname}/src/web/customer.html`,
      },
    },
  },
})
