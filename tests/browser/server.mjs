// A `vermilion dev` of its own for each file of tests: on a free port, over a fresh folder, ended by its process id.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const PROGRAM = process.env.VERMILION_TEST_BINARY

/** Starts one, with further words of its command line if any; `VERMILION_URL` names a running one instead, which is left alone. */
export async function serve(more = []) {
  if (process.env.VERMILION_URL) return { url: process.env.VERMILION_URL.replace(/\/$/, ''), close: () => {} }
  if (!PROGRAM) throw new Error('VERMILION_TEST_BINARY names no program; `cargo xtask test` sets it')
  const data = await mkdtemp(join(tmpdir(), 'vermilion-browser-'))
  let running = await start(data, 0, more)
  const { url } = running
  return {
    url,
    /** As a power cut would: no word to anybody. */
    async stop() {
      running.child.kill('SIGKILL')
      await running.ended
    },
    /** The same store at the same address. */
    async startAgain() {
      running = await start(data, Number(new URL(url).port), more)
    },
    async close() {
      running.child.kill('SIGTERM')
      await running.ended
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function start(data, port, more) {
  const words = ['dev', '--listen', `127.0.0.1:${port}`, '--data', data, '--seed', '7', ...more]
  const child = spawn(PROGRAM, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  child.stderr.on('data', (bytes) => said.push(bytes))
  const ended = once(child, 'exit')
  const ready = new Promise((done) => {
    createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('ready ') && done(line.slice(6)))
  })
  const url = await Promise.race([ready, ended.then(() => null)])
  if (!url) throw new Error(`the server does not start:\n${Buffer.concat(said)}`)
  const first = await (await fetch(url, { headers: { Accept: 'text/html' } })).text()
  if (!first.includes('id="console"')) throw new Error('this server has no console: `cargo xtask web`, then compile again')
  return { url, child, ended }
}
