// The platform's staff: what an operator does takes effect at WeChat's API, and an auditor finds it in the log.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { choose, makeSecret, weChat } from './acts.mjs'
import { newcomer, read, staff } from './api.mjs'
import { serve } from './server.mjs'
import { later } from './totp.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let people
let owner
let program

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  people = await staff(server.url)
  owner = await newcomer(server.url)
  const { context, page } = await browser.open(owner, `/accounts/${owner.account.app_id}/development`)
  program = weChat(server.url, owner.account.app_id, await makeSecret(page, '生产服务器'))
  await context.close()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

async function change(page, act, reason) {
  await page.getByRole('button', { name: `${act} ${owner.account.name}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `${act} ${owner.account.name}` })
  await choose(dialog.getByRole('combobox', { name: '原因' }), reason)
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('an account that is suspended is refused at once, and works again once restored', async () => {
  const { context, page, faults } = await browser.open(people.operator, '/operations/accounts')
  assert.equal(await program.call('/cgi-bin/get_api_domain_ip'), undefined)
  await change(page, '封禁', '欺诈')
  assert.notEqual(await program.call('/cgi-bin/get_api_domain_ip'), undefined)
  await page.getByRole('row', { name: owner.account.name }).getByText('已封禁').waitFor()
  await change(page, '恢复', '封禁有误')
  assert.equal(await program.call('/cgi-bin/get_api_domain_ip'), undefined)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a host app gets a key that is shown once, and an account that runs in it', async () => {
  const { context, page, faults } = await browser.open(people.operator, '/operations/host-apps')
  await page.getByRole('button', { name: '添加宿主 App' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill('远山生活')
  await page.keyboard.press('Enter')
  const once = page.getByRole('dialog', { name: '请保存密钥' })
  await once.waitFor()
  const key = await once.locator('code').innerText()
  assert.match(key, /^vhk_/)
  const { status } = await fetch(`${server.url}/host/v1/users`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ external_id: 'u1' }),
  })
  assert.equal(status, 201)
  await once.getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await once.getByRole('button', { name: '完成' }).click()
  const card = page.getByRole('region', { name: '远山生活' })
  await card.getByRole('textbox', { name: '列入账号' }).fill(owner.account.app_id)
  await page.keyboard.press('Enter')
  await card.getByRole('listitem').getByText(owner.account.app_id).waitFor()
  await card.getByRole('button', { name: '停用密钥 #1' }).click()
  await page.getByRole('dialog').getByText('最后一个可用的密钥').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click()
  await card.getByText('已停用于').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('the auditor finds both in the log, verifies it, and takes it along', async () => {
  const { context, page, faults } = await browser.open(people.auditor, '/audit')
  await page.locator('summary').first().waitFor()
  await page.getByRole('button', { name: '立即校验' }).click()
  await page.getByText('日志完整，没有被改动').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 NDJSON' }).click()])
  const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
  assert.ok(lines.length > 20)
  assert.ok(lines.every((line, index) => index === 0 || Number(lines[index - 1].seq.split('-')[1]) + 1 === Number(line.seq.split('-')[1])))

  // The server looks for them, whatever the page had loaded; the file holds what is asked for.
  await choose(page.getByRole('combobox', { name: '类别' }), 'account_suspended')
  await page.keyboard.press('Escape')
  const subject = page.getByRole('textbox', { name: '对象，如 AppID 或编号' })
  await subject.fill(owner.account.app_id)
  await subject.press('Enter')
  await page.waitForFunction(() => {
    const kinds = [...document.querySelectorAll('summary strong')].map((kind) => kind.textContent)
    return kinds.length === 1 && kinds[0] === 'account_suspended'
  })
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()])
  const rows = (await readFile(await table.path(), 'utf8')).trim().split('\r\n')
  assert.equal(rows.length, 2)
  assert.ok(rows[1].includes('"account_suspended"'))
  await subject.fill('somebody@example.com')
  await subject.press('Enter')
  await page.getByRole('main').getByRole('alert').first().waitFor()
  await subject.fill('')
  await subject.press('Enter')
  await page.locator('summary').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a refused call is explained by its rid', async () => {
  const answer = await program.answer('/wxa/business/getuserphonenumber', { code: 'x' })
  const rid = /rid: (\S+)/.exec(answer.errmsg)[1]
  const { context, page } = await browser.open(owner, `/accounts/${owner.account.app_id}/inquiry`)
  await page.getByRole('main').getByRole('textbox').fill(rid)
  await page.keyboard.press('Enter')
  await page.getByText('errcode').first().waitFor()
  await settled(page)
  assert.ok((await page.getByRole('main').innerText()).includes('48001'))
  await context.close()
})

test('what is refused most is listed, and leads to the last one', async () => {
  await program.answer('/wxa/business/getuserphonenumber', { code: 'x' })
  const app = `/accounts/${owner.account.app_id}`
  // Counts are written every ten seconds of the simulation's clock.
  await later(server.url, 11)
  for (let tries = 0; (await read(server.url, `${app}/errors`, owner)).items.length === 0; tries += 1) {
    assert.ok(tries < 200, 'the refusal was not counted')
    await new Promise((done) => setTimeout(done, 100))
  }
  const { context, page, faults } = await browser.open(owner, `${app}/inquiry`)
  await page.getByRole('button', { name: '查看最近一次：POST:/wxa/business/getuserphonenumber' }).click()
  await page.getByRole('main').getByRole('status').getByText('48001').waitFor()
  await page.getByRole('button', { name: '近 1 天' }).click()
  await page.getByRole('row', { name: /getuserphonenumber/ }).waitFor()
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '首页' }).click()
  const today = page.getByRole('region', { name: '今日调用' })
  await today.getByText('出错次数').waitFor()
  assert.ok(Number((await today.getByRole('definition').allInnerTexts())[1]) >= 1)
  assert.deepEqual(faults, [])
  await context.close()
})

test('help is searched without a request, and opens beside the page', async () => {
  const { context, page } = await browser.open(owner, `/accounts/${owner.account.app_id}/development`)
  await page.getByRole('button', { name: '本页帮助' }).click()
  const aside = page.getByRole('complementary', { name: '帮助' })
  await aside.getByRole('textbox', { name: '搜索帮助' }).waitFor()
  await context.setOffline(true)
  await aside.getByRole('textbox', { name: '搜索帮助' }).fill('删除授权')
  await aside.getByRole('button', { name: /写给账号管理员/ }).first().click()
  await aside.getByRole('listitem').filter({ hasText: '输入名称确认' }).last().waitFor()
  await page.getByRole('heading', { level: 1, name: '开发设置' }).waitFor()
  await page.keyboard.press('Escape')
  await aside.waitFor({ state: 'detached' })
  await context.close()
})
