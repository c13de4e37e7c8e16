import type { Connect, Plugin } from 'vite'
import { answer } from './answer.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The API from memory, for work on the console without a server. Never in a build. */
export function mock(): Plugin {
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    const url = new URL(request.originalUrl ?? '/', 'http://mock')
    if (!url.pathname.startsWith('/api/v1')) return next()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const said = answer({
        method: request.method ?? 'GET',
        path: url.pathname.slice('/api/v1'.length),
        query: url.searchParams,
        body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
        language: String(request.headers['accept-language'] ?? '').startsWith('en') ? 'en' : 'zh-CN',
        ifMatch: Number(String(request.headers['if-match'] ?? '').replaceAll('"', '')),
        session: /vermilion_session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1],
      })
      response.statusCode = said.status
      response.setHeader('Content-Type', said.status < 400 ? 'application/json' : 'application/problem+json')
      for (const [name, value] of Object.entries(said.headers ?? {})) response.setHeader(name, value)
      response.end(said.body === undefined ? '' : JSON.stringify(said.body))
    })
  }
  return {
    name: 'mock-api',
    configureServer: (server) => void server.middlewares.use(middleware),
    configurePreviewServer(server) {
      // As the server serves it, so that what the policy forbids fails here too.
      server.middlewares.use((_request, response, next) => {
        response.setHeader('Content-Security-Policy', POLICY)
        next()
      })
      server.middlewares.use(middleware)
    },
  }
}
