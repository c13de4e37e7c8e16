// What a story plays on: a server of its own, a browser over it, the platform's staff, and an account that holds nothing.
import { after, before } from 'node:test'
import { newcomer, staff } from './api.mjs'
import { serve } from './server.mjs'
import { browserOver } from './window.mjs'

/** Filled before the file's first test, taken down after its last. */
export function stage() {
  const here = {}
  before(async () => {
    here.server = await serve()
    here.url = here.server.url
    here.browser = await browserOver(here.url)
    here.people = await staff(here.url)
    here.owner = await newcomer(here.url)
  })
  after(async () => {
    await here.browser?.close()
    await here.server?.close()
  })
  return here
}
