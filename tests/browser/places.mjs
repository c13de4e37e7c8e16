// Every page of the console, by the name of its route: who stands before it and how it comes into each state.
// A state is a place `{ who, path, act }`, or the reason why the page has no such state.

const OPEN = 'a page before signing in is forbidden to nobody'
const OWN = 'it shows a member what is their own'

/** A page of one account: full for its administrator, empty for a new one, not a stranger's to see. */
const ofAccount = (name, more = {}) => ({
  full: (w) => ({ who: w.owner, path: `${w.app}${name}` }),
  empty: (w) => ({ who: w.fresh, path: `/accounts/${w.fresh.account.app_id}${name}` }),
  forbidden: (w) => ({ who: w.fresh, path: `${w.app}${name}` }),
  ...more,
})

/** A page of the platform's staff. */
const ofStaff = (path, who, more = {}) => ({
  full: (w) => ({ who: w[who], path }),
  empty: (w) => ({ who: w[who], path, empties: true }),
  forbidden: (w) => ({ who: w.owner, path }),
  ...more,
})

const press = (name) => (page) => page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
const either = (zh, en) => new RegExp(`^(${zh}|${en})$`)
const key = (letter) => async (page) => {
  await page.keyboard.press(letter)
  await page.getByRole('dialog').waitFor()
}

/** The first item fine, the next one faulty, without a reason yet. */
async function judgeSome(page) {
  await page.keyboard.press('f')
  await key('x')(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function beginVerification(page) {
  await page.locator('.card-head button').first().click()
  await page.locator('#subject').waitFor()
}

async function faultyVerification(page) {
  await beginVerification(page)
  const type = page.locator('#subject').getByRole('combobox').first()
  await type.focus()
  await type.press('Enter')
  await page.getByRole('option', { name: either('企业', 'Company') }).click()
  await page.locator('#subject button[type=submit]').click()
  await page.locator('#subject .field.faulty').first().waitFor()
}

async function search(page, words) {
  await page.getByRole('main').getByRole('textbox').fill(words)
  await page.keyboard.press('Enter')
}

async function lookUp(page) {
  await page.getByRole('main').getByRole('textbox').fill('65f3a1c0-7b2e9d41-0000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').first().waitFor()
}

async function verify(page) {
  await page.getByRole('button', { name: either('立即校验', 'Verify now') }).click()
  await page.getByRole('region').first().getByRole('status').waitFor()
  await page.locator('summary').first().click()
}

/** Proves again who one is, where the page asks it. */
const proven = (zh, en) => async (page, { password }) => {
  await page.getByRole('main').getByRole('button', { name: either(zh, en) }).click()
  await page.getByRole('dialog').locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').locator('svg[role=img]').waitFor()
}

/** As if a later agreement asked everybody again. */
async function askedAgain(page) {
  await page.route('**/api/v1/me', async (route) => {
    const response = await route.fetch()
    return route.fulfill({ response, json: { ...(await response.json()), agreement_due: 1 } })
  })
  await page.reload()
  await page.getByRole('dialog').getByRole('region').waitFor()
}

/** As if reviewers were still to admit the account, or had not. */
const waitsToBeAdmitted = (state) => async (page) => {
  await page.route('**/api/v1/me', async (route) => {
    const response = await route.fetch()
    const me = await response.json()
    return route.fulfill({ response, json: { ...me, accounts: me.accounts.map((one) => ({ ...one, standing: 'pending' })) } })
  })
  const at = { opened_at: '2026-03-02T02:00:00Z', due_at: '2026-03-05T02:00:00Z', decided_at: state === 'open' ? null : '2026-03-03T02:00:00Z' }
  const reason = { code: 'incomplete', pointer: '/statement', text: '请写明有几家门店。', detail: '申请资料不完整或不准确，无法判断。', next: '请对照每一项的填写说明补充后重新提交。' }
  const about = {
    ...{ id: 'case', kind: 'registration', authorization: null, asked: [], state, turn: state === 'open' ? 'reviewer' : null, review: 'one_person' },
    ...{ due_assumed: false, overdue: false, asked_at: null, lapses_at: null, appeal_of: null, appealed_by: null, may_appeal: false, waiting: null },
    ...{ ...at, reasons: state === 'rejected' ? [reason] : [], thread: [] },
  }
  await page.route('**/registration', (route) => route.fulfill({ json: { case: 'case', statement: '茶铺的点单小程序，给到店的顾客用。' } }))
  await page.route('**/cases/case', (route) => route.fulfill({ json: about }))
  await page.reload()
  await page.getByRole('region', { name: either('注册审核', 'Registration') }).getByRole('paragraph').first().waitFor()
}

/** The browser's secret of a QR code is known to nobody: its state is told for the server. */
const scanned = (state) => async (page) => {
  await page.route('**/api/v1/scans/state', (route) => route.fulfill({ json: { state } }))
  await page.getByRole('button', { name: either('扫码登录', 'Sign in by scanning') }).click()
  await page.locator('svg[role=img]').waitFor()
  if (state !== 'waiting') await page.locator('.scan .veil').waitFor()
}

const hook = async (page) => {
  await page.getByRole('checkbox').first().focus()
  await page.keyboard.press('Space')
}

async function registerWithWrongCode(page) {
  const boxes = page.getByRole('textbox')
  for (const [index, words] of ['山雨茶铺', 'nobody@example.com', '000000'].entries()) await boxes.nth(index).fill(words)
  await page.locator('input[type=password]').fill('tea-and-rain-2026')
  await page.getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: either('立即注册', 'Register( now)?') }).click()
  await page.getByRole('alert').first().waitFor()
}

/** The bench, with what the editor holds or with another text. */
const tryRule = (text) => async (page) => {
  const main = page.getByRole('main')
  if (text) await main.locator('textarea').first().fill(text)
  await main.getByLabel(either('用途', 'Purpose')).fill('会员登录时使用，待填写')
  await main.getByRole('button', { name: either('试运行', 'Try it') }).click()
  await main.locator(text ? '.field .fault' : '.results').first().waitFor()
}

async function previewOf(page, text) {
  await page.getByRole('textbox', { name: either('目录内容', 'Catalogue text') }).fill(text)
  await page.getByRole('button', { name: either('预览影响', 'Preview the effects') }).click()
  await page.locator('.effects, .field .fault').first().waitFor()
}

async function inviteForNoDay(page) {
  await page.locator('.page-head button').click()
  await page.getByRole('dialog').getByLabel(either('有效天数', 'Days it works')).fill('0')
  await page.keyboard.press('Enter')
  await page.locator('.field .fault').first().waitFor()
}

async function inviteAnybody(page) {
  await page.locator('.page-head button').click()
  await page.getByRole('dialog').getByRole('button').last().click()
  await page.getByRole('dialog', { name: either('请保存邀请', 'Keep this invitation') }).waitFor()
}

/** As if the platform admitted otherwise. */
const admitting = (admission) => async (page) => {
  await page.route('**/api/v1/platform', async (route) => {
    const response = await route.fetch()
    return route.fulfill({ response, json: { ...(await response.json()), admission } })
  })
  await page.reload()
  await page.locator('form').waitFor()
}

/** A notice of which one day cannot be taken. */
async function readHolidays(page) {
  await page.getByRole('main').locator('textarea').fill('元旦：1月1日至3日放假，共3天。1月4日（周六）上班，1月6日上班。')
  await page.getByRole('button', { name: either('加入日历', 'Add to the calendar') }).click()
  await page.getByRole('status').filter({ hasText: '1月6日' }).waitFor()
}

async function saveNamelessReason(page) {
  await page.getByRole('main').getByLabel(either('编号', 'Code')).fill('not_said')
  await page.keyboard.press('Enter')
  await page.locator('.field .fault').first().waitFor()
}

/** As if no case had been decided yet. */
async function nothingDecided(page) {
  const medians = ['one_person', 'two_persons'].map((review) => ({ review, median_days: null }))
  const json = { from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z', reviewers: [], reasons: [], medians }
  await page.route('**/api/v1/operations/review/rates**', (route) => route.fulfill({ json }))
  await page.reload()
  await page.locator('.state').waitFor()
}

/** As if others worked on the same store: one well, one in every trouble, one silent. */
async function severalNodes(page) {
  await page.route('**/api/v1/operations/nodes', async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    const own = { ...body.items[0], view_age_ms: 130, clock_off_ms: 4 }
    const of = (name, more) => ({ ...own, own: false, id: name, name, ...more })
    const full = { free: 3 * 1024 ** 3, total: 500 * 1024 ** 3 }
    const troubled = { obstacles: ['behind', 'writer_stuck', 'clock_off_database'], view_age_ms: 95_000, waiting: 412, oldest_wait_ms: 71_000, clock_off_ms: 9_400, applied: '0-1', disk: full }
    const silent = { seen_at: new Date(Date.parse(body.now) - 3 * 3_600_000).toISOString(), obstacles: ['halted'] }
    const items = [own, of('web-2:8080', {}), of('web-3.hangzhou.example.internal:8080', troubled), of('web-4:8080', { disk: full }), of('web-5:8080', silent)]
    return route.fulfill({ response, json: { ...body, shared: true, items } })
  })
  await page.reload()
  await page.locator('.note.warn').first().waitFor()
}

async function writeAgreement(page, publishes = false) {
  await page.getByRole('button', { name: either('从现行版本改起', 'Begin with the present text') }).click()
  await page.getByLabel(either('标题', 'Title')).first().fill('开放平台服务协议（修订）')
  await page.getByRole('radio').nth(1).focus()
  await page.keyboard.press('Space')
  if (!publishes) return
  await page.getByRole('button', { name: either('预览并发布', 'Preview and publish') }).click()
  await page.getByRole('dialog').waitFor()
}

/** The present catalogue under the next version, with a call less. */
async function nextCatalogue(page) {
  await page.getByRole('button', { name: either('填入最新版本的内容', 'Begin with the newest text') }).click()
  const text = await page.getByRole('textbox', { name: either('目录内容', 'Catalogue text') }).inputValue()
  await previewOf(page, nextVersion(text).replace('calls = ["POST:/wxa/business/getuserphonenumber"]', 'calls = []').replace('  "POST:/wxa/business/getuserphonenumber",\n', ''))
}

/** A catalogue's text under the version after its own. */
export const nextVersion = (text) => text.replace(/^version = (\d+)$/m, (_, version) => `version = ${Number(version) + 1}`)

export const PLACES = {
  'sign-in': {
    full: () => ({ path: '/sign-in' }),
    empty: () => ({
      path: '/sign-in',
      act: (page) => page.getByRole('button', { name: either('登录', 'Sign in') }).click(),
    }),
    error: () => ({
      path: '/sign-in',
      act: async (page) => {
        await page.locator('input').first().fill('nobody@example.com')
        await page.locator('input[type=password]').fill('not the password')
        await page.keyboard.press('Enter')
        await page.getByRole('alert').first().waitFor()
      },
    }),
    forbidden: OPEN,
    more: (w) => [
      ['scan', { path: '/sign-in', act: scanned('waiting') }],
      ['scan-shown', { path: '/sign-in', act: scanned('shown') }],
      ['scan-refused', { path: '/sign-in', act: scanned('refused') }],
      [
        'second',
        {
          path: '/sign-in',
          act: async (page) => {
            await page.locator('input').first().fill(w.guarded.login)
            await page.locator('input[type=password]').fill(w.guarded.password)
            await page.keyboard.press('Enter')
            await page.locator('input[autocomplete=one-time-code]').waitFor()
          },
        },
      ],
    ],
  },
  register: {
    full: () => ({ path: '/register' }),
    empty: () => ({
      path: '/register',
      act: (page) => page.getByRole('button', { name: either('立即注册', 'Register( now)?') }).click(),
    }),
    error: () => ({ path: '/register', act: registerWithWrongCode }),
    forbidden: OPEN,
    more: () => [
      ['invited', { path: '/register#vml_example', act: admitting('invited') }],
      ['closed', { path: '/register', act: admitting('closed') }],
      ['case', { path: '/register', act: admitting('case') }],
    ],
  },
  invitation: {
    full: () => ({ path: '/invitation#example' }),
    empty: () => ({ path: '/invitation' }),
    error: () => ({
      path: '/invitation#example',
      act: async (page) => {
        await page.locator('input').first().fill('林晓')
        await page.locator('input[type=password]').fill('tea-and-rain-2026')
        await page.keyboard.press('Enter')
        await page.getByRole('alert').first().waitFor()
      },
    }),
    forbidden: OPEN,
  },
  forgotten: {
    full: () => ({ path: '/forgotten' }),
    empty: () => ({ path: '/forgotten', act: (page) => page.getByRole('button', { name: either('发送链接', 'Send the link') }).click() }),
    error: () => ({
      path: '/forgotten',
      act: async (page) => {
        await page.getByRole('textbox').fill('no address')
        await page.keyboard.press('Enter')
        await page.getByRole('alert').first().waitFor()
      },
    }),
    forbidden: OPEN,
  },
  'new-password': {
    full: () => ({ path: '/password#example' }),
    empty: () => ({ path: '/password' }),
    error: () => ({
      path: '/password#example',
      act: async (page) => {
        await page.locator('input[type=password]').fill('tea-and-rain-2027')
        await page.keyboard.press('Enter')
        await page.getByRole('alert').first().waitFor()
      },
    }),
    forbidden: OPEN,
  },
  home: { elsewhere: 'it goes on to the first page of who is signed in' },
  accounts: {
    full: (w) => ({ who: w.owner, path: '/accounts' }),
    empty: (w) => ({ who: w.reviewer, path: '/accounts' }),
    error: 'what it shows has come before any page is shown',
    forbidden: OWN,
    more: (w) => [['new', { who: w.owner, path: '/accounts', act: (page) => page.locator('.page-head button').click() }]],
  },
  overview: ofAccount('', {
    more: (w) => [
      ['suspended', { who: w.suspended, path: `/accounts/${w.suspended.account.app_id}` }],
      ['waiting', { who: w.owner, path: w.app, act: waitsToBeAdmitted('open') }],
      ['not-admitted', { who: w.owner, path: w.app, act: waitsToBeAdmitted('rejected') }],
      ['agreement', { who: w.owner, path: w.app, act: askedAgain }],
    ],
  }),
  members: ofAccount('/members', {
    empty: 'who looks is always there',
    more: (w) => [
      ['inviting', { who: w.owner, path: `${w.app}/members`, act: (page) => page.locator('.page-head button').click() }],
      ['managing', { who: w.owner, path: `${w.app}/members`, act: (page) => page.locator('td.act button').first().click() }],
    ],
  }),
  development: ofAccount('/development', {
    more: (w) => {
      const path = `${w.app}/development`
      const secrets = (page) => page.locator('.page .card').nth(1)
      return [
        ['reset', { who: w.owner, path, act: (page) => secrets(page).getByRole('button', { name: either('重置', 'Reset') }).click() }],
        ['leaked', { who: w.owner, path, act: (page) => secrets(page).locator('td.act button').first().click() }],
        [
          'ending',
          {
            who: w.owner,
            path,
            act: async (page) => {
              await secrets(page).locator('td.act button').nth(1).click()
              await page.getByRole('dialog').getByRole('radio').nth(1).focus()
              await page.keyboard.press('Space')
            },
          },
        ],
      ]
    },
  }),
  authorizations: ofAccount('/authorizations'),
  authorization: ofAccount('', {
    full: (w) => ({ who: w.owner, path: `${w.app}/authorizations/${w.approved.id}` }),
    empty: (w) => ({ who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/authorizations/${w.revoked.id}` }),
    forbidden: (w) => ({ who: w.fresh, path: `${w.app}/authorizations/${w.approved.id}` }),
    more: (w) => {
      const path = `${w.app}/authorizations/${w.approved.id}`
      return [
        ['rejected', { who: w.owner, path: `${w.app}/authorizations/${w.rejected.id}` }],
        ['pending', { who: w.owner, path: `${w.app}/authorizations/${w.pending.id}` }],
        ['appealing', { who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/authorizations/${w.appealable.id}`, act: press(either('申诉', 'Appeal')) }],
        ['appealed', { who: w.stranger, path: `/accounts/${w.stranger.account.app_id}/authorizations/${w.appealed.id}` }],
        ['revoking', { who: w.owner, path, act: press(either('删除授权', 'Revoke')) }],
      ]
    },
  }),
  draft: ofAccount('', {
    full: (w) => ({ who: w.owner, path: `${w.app}/drafts/${w.draft.id}?step=3` }),
    empty: (w) => ({ who: w.owner, path: `${w.app}/drafts/no-such-draft` }),
    forbidden: (w) => ({ who: w.fresh, path: `${w.app}/drafts/${w.draft.id}` }),
    more: (w) => [1, 2, 4].map((step) => [`step-${step}`, { who: w.owner, path: `${w.app}/drafts/${w.draft.id}?step=${step}` }]),
  }),
  calls: ofAccount('/calls', {
    more: (w) => [
      ['explained', { who: w.owner, path: `${w.app}/calls`, act: (page) => page.locator('td.act button').first().click() }],
    ],
  }),
  inquiry: ofAccount('/inquiry', {
    more: (w) => [['unknown', { who: w.owner, path: `${w.app}/inquiry`, act: lookUp }]],
  }),
  settings: ofAccount('/settings', {
    more: (w) => {
      const path = `${w.app}/settings`
      const row = (n) => (page) => page.locator('.row').nth(n)
      const change = (n) => (page) => row(n)(page).getByRole('button').last().click()
      return [
        ['refused', { who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/settings` }],
        ['frozen', { who: w.frozen, path: `/accounts/${w.frozen.account.app_id}/settings` }],
        ['renaming', { who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/settings`, act: change(0) }],
        ['avatar', { who: w.owner, path, act: change(1) }],
        ['category', { who: w.owner, path, act: change(3) }],
        ['history', { who: w.owner, path, act: (page) => row(0)(page).getByRole('button').last().click() }],
        ['withdrawing', { who: w.owner, path, act: press(either('撤回申请', 'Withdraw application')) }],
      ]
    },
  }),
  verification: ofAccount('/verification', {
    full: (w) => ({ who: w.stranger, path: `/accounts/${w.stranger.account.app_id}/verification` }),
    empty: (w) => ({ who: w.owner, path: `${w.app}/verification` }),
    more: (w) => [
      ['pending', { who: w.guarded, path: `/accounts/${w.guarded.account.app_id}/verification` }],
      ['refused', { who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/verification` }],
      ['mending', { who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/verification`, act: beginVerification }],
      ['faulty', { who: w.owner, path: `${w.app}/verification`, act: faultyVerification }],
    ],
  }),
  bindings: ofAccount('/bindings', {
    full: (w) => ({ who: w.stranger, path: `/accounts/${w.open_platform.account.app_id}/bindings` }),
    more: (w) => {
      const path = `/accounts/${w.open_platform.account.app_id}/bindings`
      return [
        ['bound', { who: w.stranger, path: `/accounts/${w.stranger.account.app_id}/bindings` }],
        ['none', { who: w.stranger, path, empties: true }],
        ['binding', { who: w.stranger, path, act: (page) => page.locator('.card-head button').first().click() }],
        ['unbinding', { who: w.stranger, path, act: (page) => page.locator('td.act button').first().click() }],
      ]
    },
  }),
  closing: ofAccount('/closing', {
    more: (w) => {
      const of = (who) => `/accounts/${who.account.app_id}/closing`
      const last = (page) => page.locator('.card-head button').last().click()
      return [
        ['typing', { who: w.fresh, path: of(w.fresh), act: last }],
        ['freezing', { who: w.fresh, path: of(w.fresh), act: (page) => page.locator('.card-head button').first().click() }],
        ['frozen', { who: w.frozen, path: of(w.frozen) }],
        ['going', { who: w.closing, path: of(w.closing) }],
        ['suspended', { who: w.suspended, path: of(w.suspended) }],
        ['open-platform', { who: w.stranger, path: of(w.open_platform) }],
      ]
    },
  }),
  delegations: ofAccount('/delegations', {
    empty: (w) => ({ who: w.stranger, path: `/accounts/${w.stranger.account.app_id}/delegations` }),
    more: (w) => [
      ['received', { who: w.fresh, path: `/accounts/${w.fresh.account.app_id}/delegations` }],
      ['offering', { who: w.owner, path: `${w.app}/delegations`, act: (page) => page.locator('.page-head button').click() }],
    ],
  }),
  security: {
    full: (w) => ({ who: w.guarded, path: '/security' }),
    empty: (w) => ({ who: w.owner, path: '/security' }),
    forbidden: OWN,
    more: (w) => [
      ['proving', { who: w.owner, path: '/security', act: press(either('添加动态口令', 'Add one-time passwords')) }],
      ['generator', { who: w.owner, path: '/security', act: (page) => proven('添加动态口令', 'Add one-time passwords')(page, w.owner) }],
      ['binding', { who: w.fresh, path: '/security', act: (page) => proven('绑定宿主 App', 'Bind a host app')(page, w.fresh) }],
      ['renaming', { who: w.guarded, path: '/security', act: (page) => page.locator('td.act button').first().click() }],
      ['removing', { who: w.guarded, path: '/security', act: (page) => page.locator('td.act button').nth(1).click() }],
      ['leaving', { who: w.owner, path: '/security', act: press(either('注销', 'Erase')) }],
    ],
  },
  notices: {
    full: (w) => ({ who: w.owner, path: '/notices' }),
    empty: (w) => ({ who: w.owner, path: '/notices', empties: true }),
    forbidden: OWN,
    more: (w) => [['staff', { who: w.reviewer, path: '/notices' }]],
  },
  'notice-choice': {
    full: (w) => ({ who: w.owner, path: '/notices/choice' }),
    empty: 'every kind of notice is listed',
    forbidden: OWN,
    more: (w) => [
      ['hooked', { who: w.owner, path: '/notices/choice', act: hook }],
      ['staff', { who: w.reviewer, path: '/notices/choice' }],
    ],
  },
  review: ofStaff('/review', 'reviewer', { more: (w) => [['keys', { who: w.reviewer, path: '/review', act: key('?') }]] }),
  case: ofStaff('', 'reviewer', {
    full: (w) => ({ who: w.reviewer, path: `/review/${w.open}` }),
    empty: (w) => ({ who: w.reviewer, path: '/review/no-such-case' }),
    forbidden: (w) => ({ who: w.owner, path: `/review/${w.open}` }),
    more: (w) => [
      ['two-persons', { who: w.reviewer, path: `/review/${w.twice}` }],
      ['approving', { who: w.reviewer, path: `/review/${w.open}`, act: key('a') }],
      ['faulting', { who: w.reviewer, path: `/review/${w.open}`, act: key('x') }],
      ['found', { who: w.reviewer, path: `/review/${w.open}`, act: judgeSome }],
      ['rejecting', { who: w.reviewer, path: `/review/${w.open}`, act: key('r') }],
      ['appeal', { who: w.second, path: `/review/${w.appeal}` }],
      ['register', { who: w.reviewer, path: `/review/${w.renaming}` }],
      ['subject', { who: w.reviewer, path: `/review/${w.subject}` }],
      ['subject-approving', { who: w.reviewer, path: `/review/${w.subject}`, act: key('a') }],
      ['appeal-barred', { who: w.reviewer, path: `/review/${w.appeal}` }],
    ],
  }),
  operated: ofStaff('/operations/accounts', 'operator', {
    more: (w) => {
      const path = '/operations/accounts'
      const suspended = (page) => page.getByRole('button', { name: either('已封禁', 'Suspended'), exact: true }).click()
      return [
        ['suspending', { who: w.operator, path, act: (page) => page.locator('td.act button').first().click() }],
        ['suspended', { who: w.operator, path, act: suspended }],
        ['found', { who: w.operator, path, act: (page) => search(page, w.owner.account.app_id) }],
        ['not-found', { who: w.operator, path, act: (page) => search(page, 'wx0000000000000000') }],
      ]
    },
  }),
  'host-apps': ofStaff('/operations/host-apps', 'operator', {
    more: (w) => [['ending', { who: w.operator, path: '/operations/host-apps', act: (page) => page.locator('td.act button').first().click() }]],
  }),
  catalogue: ofStaff('/operations/catalogue', 'operator', {
    more: (w) => [
      ['effects', { who: w.operator, path: '/operations/catalogue', act: nextCatalogue }],
      ['faulty', { who: w.operator, path: '/operations/catalogue', act: (page) => previewOf(page, 'version = ') }],
    ],
  }),
  policies: ofStaff('/operations/policies', 'operator'),
  policy: ofStaff('/operations/policies/placeholder_purpose', 'operator', {
    empty: (w) => ({ who: w.operator, path: '/operations/policies/no_such_rule' }),
    more: (w) => {
      const path = '/operations/policies/placeholder_purpose'
      return [
        ['tried', { who: w.operator, path, act: tryRule() }],
        ['faulty', { who: w.operator, path, act: tryRule('forbid (principle, action, resource);') }],
      ]
    },
  }),
  'new-policy': ofStaff('/operations/new-policy', 'operator', { empty: 'a new rule begins with an example' }),
  calendar: ofStaff('/operations/calendar/2026', 'operator', {
    empty: (w) => ({ who: w.operator, path: '/operations/calendar/2031' }),
    more: (w) => [
      ['read', { who: w.operator, path: '/operations/calendar/2031', act: readHolidays }],
      ['pressed', { who: w.operator, path: '/operations/calendar/2026', act: (page) => page.locator('[data-day="2026-03-02"]').click() }],
    ],
  }),
  reasons: ofStaff('/operations/reasons', 'operator', {
    more: (w) => [['retired', { who: w.operator, path: '/operations/reasons', act: press(/^(已停用|Retired) \d+$/) }]],
  }),
  reason: ofStaff('/operations/reasons/purpose_unclear', 'operator', {
    empty: (w) => ({ who: w.operator, path: '/operations/reasons/no_such_reason' }),
    more: (w) => [
      ['general', { who: w.operator, path: '/operations/reasons/rules' }],
      ['retiring', { who: w.operator, path: '/operations/reasons/purpose_unclear', act: press(either('停用', 'Retire')) }],
    ],
  }),
  'new-reason': ofStaff('/operations/new-reason', 'operator', {
    empty: 'a new reason begins empty',
    more: (w) => [['faulty', { who: w.operator, path: '/operations/new-reason', act: saveNamelessReason }]],
  }),
  rates: ofStaff('/operations/review-rates', 'operator', {
    empty: (w) => ({ who: w.operator, path: '/operations/review-rates', act: nothingDecided }),
  }),
  agreements: ofStaff('/operations/agreements', 'operator', {
    more: (w) => [
      ['written', { who: w.operator, path: '/operations/agreements', act: (page) => writeAgreement(page) }],
      ['publishing', { who: w.operator, path: '/operations/agreements', act: (page) => writeAgreement(page, true) }],
    ],
  }),
  admission: ofStaff('/operations/invitations', 'operator', {
    more: (w) => [
      ['issuing', { who: w.operator, path: '/operations/invitations', act: (page) => page.locator('.page-head button').click() }],
      ['faulty', { who: w.operator, path: '/operations/invitations', act: inviteForNoDay }],
      ['taking-back', { who: w.operator, path: '/operations/invitations', act: (page) => page.locator('td.act button').first().click() }],
      ['issued', { who: w.operator, path: '/operations/invitations', act: inviteAnybody }],
    ],
  }),
  words: ofStaff('/operations/protected-words', 'operator', {
    more: (w) => [
      ['protecting', { who: w.operator, path: '/operations/protected-words', act: (page) => page.locator('.page-head button').click() }],
      ['freeing', { who: w.operator, path: '/operations/protected-words', act: (page) => page.locator('td.act button').nth(1).click() }],
    ],
  }),
  nodes: ofStaff('/operations/nodes', 'operator', {
    more: (w) => [
      ['several', { who: w.auditor, path: '/operations/nodes', act: severalNodes }],
    ],
  }),
  audit: ofStaff('/audit', 'auditor', {
    more: (w) => [['verified', { who: w.auditor, path: '/audit', act: verify }]],
  }),
  help: {
    full: (w) => ({ who: w.owner, path: '/help' }),
    empty: 'its text is built in',
    error: 'its text is built in',
    forbidden: 'help is for everybody',
    more: (w) => [
      ['guide', { who: w.owner, path: '/help/owner' }],
      ['found', { who: w.owner, path: '/help', act: (page) => page.getByRole('main').getByRole('textbox').fill('AppSecret') }],
      ['beside', { who: w.owner, path: w.app, act: (page) => page.locator('button.helper').click() }],
    ],
  },
  missing: {
    full: (w) => ({ who: w.owner, path: '/help/no/such/page' }),
    empty: 'it says that there is nothing',
    error: 'it asks for nothing',
    forbidden: 'it shows nothing of anybody',
  },
}

/** The states of one page as `[state, place]`; what breaks is the full page whose answers all fail. */
export function statesOf(place, w) {
  const error = place.error ?? ((world) => ({ ...place.full(world), breaks: true }))
  const four = { full: place.full, empty: place.empty, error, forbidden: place.forbidden }
  const found = []
  for (const [state, of] of Object.entries(four)) {
    if (typeof of === 'function') found.push([state, of(w)])
    else if (typeof of !== 'string' || of === '') throw new Error(`the page has no ${state} state and no reason for that`)
  }
  return [...found, ...(place.more?.(w) ?? [])]
}
