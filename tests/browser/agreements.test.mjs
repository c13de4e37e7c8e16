// 服务协议: an operator publishes another version, first for newcomers alone, then for everybody; who registers agrees to
// it, and a member is asked before anything else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newcomer, read } from './api.mjs'
import { stage } from './stage.mjs'
import { settled, tick } from './window.mjs'

const here = stage()
const form = (page, name) => page.getByRole('group', { name })

async function write(page, version) {
  await form(page, '中文').getByLabel('标题').fill(`协议第 ${version} 版`)
  await form(page, '中文').getByLabel('正文').fill('第一条\n第二条')
  await form(page, '英文').getByLabel('标题').fill(`Terms, version ${version}`)
  await form(page, '英文').getByLabel('正文').fill('First.\nSecond.')
}

/** Looks at it once more, then publishes it. */
async function publish(page, version, who, before) {
  await page.getByRole('button', { name: '预览并发布' }).click()
  const dialog = page.getByRole('dialog', { name: `发布版本 ${version}` })
  await dialog.getByText(who).waitFor()
  const changes = dialog.getByRole('region', { name: `英文：与现行版本 ${version - 1} 的差别` })
  await changes.getByRole('insertion').filter({ hasText: `Terms, version ${version}` }).waitFor()
  if (before) await changes.getByRole('deletion').filter({ hasText: before }).waitFor()
  await dialog.getByText(`Terms, version ${version}`, { exact: true }).waitFor()
  await dialog.getByRole('button', { name: '发布', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('another version is published for newcomers, and another one for everybody', async () => {
  const { owner, people, url } = here
  const { context, page, faults } = await here.browser.open(people.operator, '/operations/agreements')
  const { version } = await read(url, '/agreement')
  const members = async () => (await read(url, '/operations/agreements', people.operator)).agreed.reduce((sum, one) => sum + one.members, 0)
  const go = page.getByRole('button', { name: '预览并发布' })
  assert.ok(await go.isDisabled(), 'nothing is published half written')
  await page.getByRole('button', { name: '从现行版本改起' }).click()
  await page.getByText('和现行版本相同').waitFor()
  assert.ok(await go.isDisabled())

  await write(page, version + 1)
  await page.reload()
  await settled(page)
  assert.equal(await form(page, '英文').getByLabel('标题').inputValue(), `Terms, version ${version + 1}`)
  await publish(page, version + 1, `现有的 ${await members()} 位成员不会被打扰`)
  await page.getByText(`已发布版本 ${version + 1}`).waitFor()
  assert.deepEqual(await read(url, '/agreement').then((now) => [now.version, now.title]), [version + 1, `协议第 ${version + 1} 版`])
  assert.ok(!(await read(url, '/me', owner)).agreement_due)
  await newcomer(url)
  const versions = page.getByRole('region', { name: '版本', exact: true })
  await page.reload()
  await settled(page)
  await versions.getByRole('listitem').filter({ hasText: `版本 ${version + 1}` }).getByText('1 位成员最后同意的是它').waitFor()

  await write(page, version + 2)
  await tick(page, page.getByRole('radio', { name: '请所有成员重新同意' }))
  await publish(page, version + 2, `${await members()} 位成员（包括你）`, `Terms, version ${version + 1}`)
  assert.equal((await read(url, '/me', owner)).agreement_due, version + 2)

  // Who published is asked as everybody else.
  const dialog = page.getByRole('dialog', { name: '服务协议有更新' })
  await dialog.getByText('第二条').waitFor()
  await dialog.getByRole('button', { name: '同意并继续' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await versions.getByRole('listitem').filter({ hasText: `版本 ${version + 2}` }).getByText('请所有成员重新同意').waitFor()
  assert.ok(!(await read(url, '/me', people.operator)).agreement_due)
  assert.deepEqual(faults, [])
  await context.close()
})
