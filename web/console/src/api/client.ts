import { client } from '@client/index'
import type { Middleware } from 'openapi-fetch'
import { problemOf, unreachable } from './problem'

/** The language of the server's sentences, and the ways to go on after a refusal; set by those who know. */
export const around = {
  language: 'zh-CN',
  /** True once the same member is signed in again; rejects when it became another. */
  signInAgain: undefined as undefined | (() => Promise<boolean>),
  /** True once the member proved again who they are; false when they would not. */
  proveAgain: undefined as undefined | (() => Promise<boolean>),
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
    const copy = copies.get(request)
    let answer = noted(response)
    while (copy && (await mended(answer, copy, new URL(request.url).pathname))) answer = noted(await fetch(copy.clone()))
    return answer
  },
}
api.use(middleware)

/** A change that another kind of request made counts as well. */
export function heard(number: string | null): void {
  seq = number ?? seq
}

function noted(answer: Response): Response {
  heard(answer.headers.get(SEQ))
  return answer
}

/** After a restore the place of a change that is no more is known to nobody: what follows goes without it. */
function forgot(copy: Request): boolean {
  if (!copy.headers.has(SEQ)) return false
  seq = null
  copy.headers.delete(SEQ)
  return true
}

/** Whether the person mended what it was refused for, so that it is to be asked once more. */
async function mended(answer: Response, copy: Request, path: string): Promise<boolean> {
  if (![400, 401, 403].includes(answer.status)) return false
  const code = ((await answer.clone().json().catch(() => ({}))) as { code?: string }).code
  if (code === 'place_unknown') return forgot(copy)
  if (code === 'signed_out' && !OPEN.includes(path)) return (await around.signInAgain?.()) ?? false
  return code === 'proof_needed' && ((await around.proveAgain?.()) ?? false)
}

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
