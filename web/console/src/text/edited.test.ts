import { effectScope, nextTick, reactive } from 'vue'
import { expect, test } from 'vitest'
import { useEdited } from './edited'

function edited(name: string | null) {
  sessionStorage.clear()
  const saved = reactive({ version: 1, form: { text: 'permit one' } })
  const scope = effectScope()
  return { saved, ...scope.run(() => useEdited(name, () => ({ version: saved.version, form: { ...saved.form } })))! }
}

test('a newer version takes the place of what nobody touched', async () => {
  const { saved, form, outdated, version } = edited('rule')
  Object.assign(saved, { version: 2, form: { text: 'permit two' } })
  await nextTick()
  expect([form.value.text, version.value, outdated.value]).toEqual(['permit two', 2, false])
})

test('a newer version takes nothing of what was typed, and one of both is chosen', async () => {
  const { saved, form, outdated, version, goOn, begin } = edited('rule')
  form.value.text = 'my own words'
  Object.assign(saved, { version: 2, form: { text: 'permit two' } })
  await nextTick()
  expect([form.value.text, version.value, outdated.value]).toEqual(['my own words', 1, true])
  goOn()
  expect([form.value.text, version.value, outdated.value]).toEqual(['my own words', 2, false])
  begin()
  expect(form.value.text).toBe('permit two')
})

test('what was typed is kept in the window, but not where it has no name', async () => {
  edited('rule').form.value.text = 'my own words'
  await nextTick()
  expect(JSON.stringify({ ...sessionStorage })).toContain('my own words')
  edited(null).form.value.text = 'a secret'
  await nextTick()
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('a secret')
})
