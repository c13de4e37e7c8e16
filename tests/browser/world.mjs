// What the walk looks at: people and accounts in every state that a page can show.
import { ask, begin, call, decide, formOf, handIn, newcomer, read, staff, submit, verify } from './api.mjs'
import { paper, picture } from './picture.mjs'
import { guard } from './totp.mjs'

export async function world(url) {
  const people = await staff(url)
  const [owner, fresh, stranger, guarded] = [await newcomer(url), await newcomer(url), await newcomer(url), await newcomer(url)]
  await guard(url, guarded)
  const app = `/accounts/${owner.account.app_id}`

  const approved = await submit(url, owner, formOf(owner.account, 'phone_number'))
  await decide(url, people.reviewer, approved.pending.case, 'approve')
  // Changed while the old revision is in force.
  const changed = formOf(owner.account, 'phone_number')
  const more = formOf(owner.account, 'subscribe_message', 'message_sample')
  changed.capabilities.push(...more.capabilities)
  Object.assign(changed.purpose, more.purpose)
  Object.assign(changed.evidence, more.evidence)
  await submit(url, owner, changed, approved.id)

  const rejected = await submit(url, owner, formOf(owner.account, 'subscribe_message', 'message_sample'))
  const reasons = [{ code: 'purpose_unclear', pointer: '/purpose/subscribe_message', text: '请写明由谁触发、发给谁。' }]
  await decide(url, people.reviewer, rejected.pending.case, 'reject', { reasons })

  // A rejection that can be appealed, and one that is.
  const apply = (who) => submit(url, who, formOf(who.account, 'subscribe_message', 'message_sample'))
  const refused = [{ code: 'purpose_unclear', pointer: '/purpose/subscribe_message', text: '看不出用在哪里。' }]
  const appealable = await apply(fresh)
  await decide(url, people.reviewer, appealable.pending.case, 'reject', { reasons: refused })
  const appealed = await apply(stranger)
  await decide(url, people.reviewer, appealed.pending.case, 'reject', { reasons: refused })
  const at = `/accounts/${stranger.account.app_id}/cases/${appealed.pending.case}/appeal`
  const appeal = (await (await call(url, 'POST', at, { text: '用途说明的第一句就写明了用在哪里。' }, stranger)).json()).id

  const shot = await handIn(url, owner, '确认订单页.png', picture())
  const asked = formOf(owner.account, 'risk_rank')
  asked.evidence.risk_rank[0].file = shot.id
  const pending = await submit(url, owner, asked)
  const contract = await handIn(url, owner, '合作协议.pdf', paper())
  const begun = formOf(owner.account, 'phone_number')
  begun.evidence.phone_number[0].file = contract.id
  const draft = await begin(url, owner, begun)
  await call(url, 'POST', `${app}/secrets`, { name: '生产服务器' }, owner)

  const revoked = await submit(url, fresh, formOf(fresh.account, 'phone_number'))
  await call(url, 'POST', `/accounts/${fresh.account.app_id}/authorizations/${revoked.id}/revoke`, { name: fresh.account.name }, fresh)

  // Handed to another, who has not answered.
  const offer = (form) => call(url, 'POST', `${app}/delegations`, { form }, owner)
  await offer({ ...formOf(fresh.account, 'phone_number'), evidence: {} })

  await call(url, 'POST', `${app}/invitations`, { email: 'colleague@example.com', role: 'developer' }, owner)

  const invite = (form) => call(url, 'POST', '/operations/registration-invitations', form, people.operator)
  await invite({ note: '春季展会现场', uses: 20, days: 3 })
  await invite({ email: 'partner@example.com' })

  const accounts = await registers(url, people, { owner, fresh, stranger, guarded })

  const cases = (await read(url, '/review/cases?state=open', people.reviewer)).items
  const twice = cases.find((entry) => entry.review === 'two_persons') ?? cases[0]
  return { url, ...people, owner, fresh, stranger, guarded, app, approved, rejected, pending, revoked, draft, open: pending.pending.case, twice: twice.id, appealable, appealed, appeal, ...accounts }
}

/** Registers, subjects and accounts as they stand: what waits, what was refused, who does not act. */
async function registers(url, { reviewer, operator }, { owner, fresh, stranger, guarded }) {
  const reasons = (code, pointer, text) => ({ reasons: [{ code, pointer, text }] })
  await ask(url, owner, 'introduction', '山间采摘，次日送到门店；会员可以预订新茶。')
  const renamed = await ask(url, owner, 'name', '山雨新茶铺')
  const refused = await ask(url, fresh, 'name', '山雨老茶铺')
  await decide(url, reviewer, refused.pending.case, 'reject', reasons('name_confusing', '/name', '与另一个账号的名称太像。'))

  const licence = await handIn(url, guarded, '营业执照.png', picture())
  const subject = await verify(url, guarded, { business_licence: licence.id }, '91440300MA5HN6K213')
  const unsealed = await verify(url, fresh)
  await decide(url, reviewer, unsealed.pending.case, 'reject', reasons('documents_mismatch', '/documents/authorization_letter', '公函没有盖章。'))
  const open = { ...stranger, account: await made(url, stranger, 'open_platform_account', '山雨开放平台') }
  for (const one of [stranger, open]) {
    const { pending } = await verify(url, one)
    await decide(url, reviewer, pending.case, 'approve')
  }
  await call(url, 'PUT', `/accounts/${open.account.app_id}/bindings/${stranger.account.app_id}`, undefined, stranger)

  const [frozen, closing, suspended] = [await newcomer(url), await newcomer(url), await newcomer(url)]
  await call(url, 'POST', `/accounts/${frozen.account.app_id}/freeze`, undefined, frozen)
  await call(url, 'POST', `/accounts/${closing.account.app_id}/closing`, { name: closing.account.name }, closing)
  await call(url, 'POST', `/operations/accounts/${suspended.account.app_id}/suspend`, { reason: 'abuse' }, operator)
  return { open_platform: open, frozen, closing, suspended, renaming: renamed.pending.case, subject: subject.pending.case }
}

async function made(url, who, account_type, account_name) {
  return (await call(url, 'POST', '/accounts', { account_type, account_name }, who)).json()
}
