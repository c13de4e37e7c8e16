// 基本信息: a name is asked for, reviewed and in force; what is in force stands beside what waits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { approve, choose, openCase, reject } from './acts.mjs'
import { read } from './api.mjs'
import { picture } from './picture.mjs'
import { stage } from './stage.mjs'
import { settled } from './window.mjs'

const here = stage()
const path = () => `/accounts/${here.owner.account.app_id}`

const field = async (name) => (await read(here.url, `${path()}/register`, here.owner)).fields.find((one) => one.field === name)

/** 修改 → the field filled in → 提交审核 or 保存. */
async function change(page, label, act, fill) {
  await page.getByRole('button', { name: `修改${label}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `修改${label}` })
  await fill(dialog)
  await dialog.getByRole('button', { name: act, exact: true }).click()
  return dialog
}

test('a new name is asked for with what it needs, refused, mended, approved and in force', async () => {
  const mine = await here.browser.open(here.owner, path())
  await mine.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '基本信息' }).click()
  await mine.page.getByRole('heading', { level: 1, name: '基本信息' }).waitFor()
  const row = mine.page.getByRole('region', { name: '名称', exact: true })
  await row.getByText('须一名审核员审核').waitFor()
  await row.getByText('今年还可修改 2 次，共 2 次').waitFor()

  // A finding at the field; nothing was submitted and nothing typed is lost.
  const dialog = await change(mine.page, '名称', '提交审核', (box) => box.getByLabel('名称').fill('微信茶铺'))
  await dialog.getByText(/受保护的词/).waitFor()
  assert.equal((await field('name')).pending, null)
  await dialog.getByLabel('名称').fill('云上茶铺')
  await dialog.getByRole('button', { name: '提交审核' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await row.getByText('审核中').waitFor()
  await row.getByText(here.owner.account.name).waitFor()
  await row.getByText('云上茶铺').waitFor()

  const desk = await here.browser.open(here.people.reviewer, '/review')
  await openCase(desk.page, here.url, here.owner.account.name)
  await desk.page.getByRole('heading', { level: 1, name: `${here.owner.account.name}：修改名称` }).waitFor()
  await reject(desk.page, '名称', '名称与其他账号、品牌或机构相近，容易误认。', '与“云上茶楼”太像，请换一个。')
  await mine.page.goto(`${here.url}${path()}`)
  const todo = mine.page.getByRole('listitem').filter({ hasText: '修改名称审核不通过' })
  await todo.getByRole('link', { name: '查看并修改' }).click()
  await row.getByText('上一次修改审核不通过：').waitFor()
  await row.getByText('与“云上茶楼”太像，请换一个。').waitFor()
  await row.getByText('今年还可修改 2 次').waitFor()

  // Withdrawn once, submitted again.
  const again = await change(mine.page, '名称', '提交审核', (box) => box.getByLabel('名称').fill('山雨茶叙'))
  await again.waitFor({ state: 'hidden' })
  await row.getByRole('button', { name: '撤回申请' }).click()
  await mine.page.getByRole('dialog').getByRole('button', { name: '撤回申请' }).click()
  await row.getByText('审核中').waitFor({ state: 'detached' })
  const last = await change(mine.page, '名称', '提交审核', (box) => box.getByLabel('名称').fill('山雨茶叙'))
  await last.waitFor({ state: 'hidden' })
  await openCase(desk.page, here.url, here.owner.account.name)
  await approve(desk.page)
  await desk.context.close()
  await mine.page.reload()
  await row.getByText('山雨茶叙').waitFor()
  await row.getByText('今年还可修改 1 次').waitFor()
  await mine.page.getByRole('banner').getByText('山雨茶叙').waitFor()

  await row.getByRole('button', { name: '修改记录：名称' }).click()
  const history = mine.page.getByRole('dialog', { name: '修改记录：名称' })
  await history.getByText('审核通过').waitFor()
  assert.equal(await history.getByRole('listitem').filter({ hasText: '提交于' }).count(), 3)
  assert.deepEqual(mine.faults, [])
  await mine.context.close()
})

test('an avatar, an introduction and a category hold at once, but for a category that is reviewed', async () => {
  const { context, page, faults } = await here.browser.open(here.owner, `${path()}/settings`)
  const avatar = await change(page, '头像', '保存', (box) =>
    box.getByLabel('头像').setInputFiles({ name: '头像.png', mimeType: 'image/png', buffer: picture(240, 240) }),
  )
  await avatar.waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: '头像' }).getByRole('img', { name: '头像' }).waitFor()
  assert.match((await field('avatar')).value, /^data:image\/jpeg;base64,/)
  const wrong = await change(page, '头像', '保存', (box) =>
    box.getByLabel('头像').setInputFiles({ name: '头像.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }),
  )
  await wrong.getByText(/头像只接受/).waitFor()
  await page.keyboard.press('Escape')
  await wrong.waitFor({ state: 'hidden' })

  const words = await change(page, '介绍', '保存', (box) => box.getByLabel('介绍').fill('山间茶叶，次日送达。'))
  await words.waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: '介绍' }).getByText('山间茶叶，次日送达。').waitFor()
  const food = await change(page, '服务类目', '保存', (box) => choose(box.getByRole('combobox'), '餐饮'))
  await food.waitFor({ state: 'hidden' })
  const medical = await change(page, '服务类目', '提交审核', (box) => choose(box.getByRole('combobox'), '医疗'))
  await medical.waitFor({ state: 'hidden' })
  const row = page.getByRole('region', { name: '服务类目' })
  await row.getByText('审核中').waitFor()
  await row.getByText('餐饮', { exact: true }).waitFor()
  assert.equal((await field('category')).value, 'food')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a finding that points at the register leads there', async () => {
  const { context, page } = await here.browser.open(here.owner, `${path()}/authorizations`)
  await page.getByRole('main').getByRole('button', { name: '添加授权' }).first().click()
  await page.getByLabel('账号名称').fill('不是这个名称')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('link', { name: '去“基本信息”查看' }).first().click()
  await page.getByRole('heading', { level: 1, name: '基本信息' }).waitFor()
  await settled(page)
  await context.close()
})
