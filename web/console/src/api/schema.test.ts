import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { expect, test } from 'vitest'

const at = (path: string) => join(import.meta.dirname, '../../../..', path)

test('the types are those of the committed API description', async () => {
  const wanted = astToString(await openapiTS(JSON.parse(readFileSync(at('docs/openapi.json'), 'utf8'))))
  const found = readFileSync(at('web/client/src/schema.ts'), 'utf8')
  // Stale: run `npm run client` in web/.
  expect(found.endsWith(wanted)).toBe(true)
}, 30_000)
