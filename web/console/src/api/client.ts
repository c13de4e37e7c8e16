import { client } from '@client/index'
import type { Middleware } from 'openapi-fetch'
import { problemOf, unreachable } from './problem'

/** The language of the server's sentences, and the way to sign in again; set by those who know. */
export const around = {
  language: 'zh-CN',
  /** Resolves when the same member is signed in again; rejects when they gave up. */
  signInAgain: undefined as undefined | (() => Promise<void>),
}

export const api = client()

/** The last change this window made: what follows is answered from a state at least that new. */
let seq: string | null = null
const SEQ = 'Vermilion-Seq'

/** Requests whose 401 is about the words typed, not about the session. */
const OPEN = ['/api/v1/sessions', '/api/v1/registrations', '/api/v1/verifications', '/api/v1/agreement', '/api/v1/platform', '/api/v1/me']
const copies = new WeakMap<Request, Request>()

const middleware: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', around.language)
    if (seq) request.headers.set(SEQ, seq)
    copies.set(request, request.clone())
    return request
  },
  async onResponse({ request, response }) {
    seq = response.headers.get(SEQ) ?? seq
    const open = OPEN.includes(new URL(request.url).pathname)
    if (response.status !== 401 || open || !around.signInAgain) return response
    const code = ((await response.clone().json().catch(() => ({}))) as { code?: string }).code
    const copy = copies.get(request)
    if (code !== 'signed_out' || !copy) return response
    await around.signInAgain()
    return fetch(copy)
  },
}
api.use(middleware)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body; throws a `Problem` for every refusal and failure. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await askFull(call)).data as T
}

/** The same with the answer's headers, for `ETag`. */
export async function askFull<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (fault) {
    if (fault instanceof TypeError) throw unreachable()
    throw fault
  }
  if (!answer.response.ok) throw problemOf(answer.response.status, answer.error)
  return answer
}
