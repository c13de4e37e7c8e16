// Evidence: sent with its progress, looked at with the viewer's name on it, exchanged, refused by what it contains.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCase, submitApplication } from './acts.mjs'
import { begin, formOf, handIn, newcomer, read, staff } from './api.mjs'
import { paper, picture } from './picture.mjs'
import { serve } from './server.mjs'
import { browserOver, settled } from './window.mjs'

let server
let browser
let owner
let people
let app

before(async () => {
  server = await serve()
  browser = await browserOver(server.url)
  owner = await newcomer(server.url)
  people = await staff(server.url)
  app = `/accounts/${owner.account.app_id}`
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const files = () => read(server.url, `${app}/evidence`, owner)
const field = (page) => page.getByLabel('材料文件')
const send = (page, name, buffer, mimeType = 'image/png') => field(page).setInputFiles({ name, mimeType, buffer })

async function write() {
  const form = { ...formOf(owner.account, 'phone_number'), evidence: {} }
  const draft = await begin(server.url, owner, form)
  const opened = await browser.open(owner, `${app}/drafts/${draft.id}?step=3`)
  await field(opened.page).waitFor({ state: 'attached' })
  return opened
}

test('a file is sent, seen, exchanged, submitted, and seen at the desk', async () => {
  const { context, page, faults } = await write()
  // Held back, so that its progress is seen.
  let release
  const held = new Promise((done) => (release = done))
  await page.route('**/evidence?name=*', async (route) => {
    await held
    await route.continue()
  })
  await send(page, '确认订单页.png', picture())
  await page.getByRole('status').filter({ hasText: /正在上传 \d+%/ }).waitFor()
  release()
  await page.getByRole('img', { name: '确认订单页.png 的预览图' }).waitFor()
  await page.unroute('**/evidence?name=*')

  await send(page, '确认订单页二.png', picture(600, 400))
  await page.getByText('确认订单页二.png').waitFor()
  assert.equal((await files()).items.length, 1, 'the first one is thrown away')
  await page.getByRole('button', { name: '查看 确认订单页二.png' }).click()
  const own = page.getByRole('dialog', { name: '材料：确认订单页二.png' })
  await own.getByRole('img', { name: /预览图/ }).waitFor()
  await page.keyboard.press('Escape')
  await own.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('自动检查没有发现问题').waitFor()
  await page.getByText('确认订单页二.png').waitFor()
  await submitApplication(page)
  await page.getByText('确认订单页二.png').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()

  const desk = await browser.open(people.reviewer, '/review')
  await openCase(desk.page, server.url, owner.account.name)
  await desk.page.getByRole('button', { name: '查看 确认订单页二.png' }).click()
  const theirs = desk.page.getByRole('dialog', { name: '材料：确认订单页二.png' })
  const seen = theirs.getByRole('img', { name: /预览图/ })
  await seen.waitFor()
  const width = await seen.evaluate(async (image) => (await image.decode(), image.naturalWidth))
  assert.equal(width, 600)
  assert.deepEqual(desk.faults, [])
  await desk.context.close()

  const { items } = await read(server.url, '/audit/entries?limit=100', people.auditor)
  const looks = items.filter((entry) => entry.kind === 'evidence_viewed')
  assert.equal(looks.length, 2)
  assert.notEqual(looks[0].actor, looks[1].actor)
})

test('what a file contains decides, and what is said about it stands at the field', async () => {
  const { context, page, faults } = await write()
  await send(page, 'order.png', Buffer.from('<html><script>1</script></html>'))
  await page.getByRole('alert').filter({ hasText: /只接受 PDF、PNG、JPEG 或 WebP/ }).waitFor()
  await send(page, 'big.png', Buffer.alloc(11 * 1024 * 1024))
  await page.getByRole('alert').filter({ hasText: /文件超过 10/ }).waitFor()
  await send(page, '<img src=x onerror=alert(1)>.pdf', paper(), 'application/pdf')
  await page.getByText('<img src=x onerror=alert(1)>.pdf').waitFor()
  await page.getByRole('button', { name: /^查看 <img/ }).click()
  const dialog = page.getByRole('dialog')
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: '下载' }).click()
  assert.match((await saved).suggestedFilename(), /^evidence-.*\.pdf$/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '移除' }).click()
  await page.getByText('<img src=x onerror=alert(1)>.pdf').waitFor({ state: 'hidden' })
  assert.deepEqual(faults, [])
  await context.close()
})

test('a draft that comes back shows its file', async () => {
  const file = await handIn(server.url, owner, '合同.pdf', paper())
  const form = formOf(owner.account, 'phone_number')
  form.evidence.phone_number[0].file = file.id
  const draft = await begin(server.url, owner, form)
  const { context, page, faults } = await browser.open(owner, `${app}/drafts/${draft.id}?step=3`)
  await settled(page)
  await page.getByText('合同.pdf').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
