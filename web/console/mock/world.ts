import type { Authorization, CaseInFull, Draft, Form, Me, Reason, Revision, Secret } from '@client/index'

const HOUR = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
let drawn = 0
export const newId = () => `0193a7c0-0000-7000-8000-${String(++drawn).padStart(12, '0')}`
export const now = () => at(0)
export const due = () => at(72)

export interface Held extends Authorization {
  revisions: Revision[]
}

export interface Member extends Me {
  password: string
}

export interface Kept {
  app_id: string
  account_type: string
  name: string
  introduction: string
  standing: 'good'
  secrets_state: 'usable' | 'frozen'
  created_at: string
  version: number
  secrets: Secret[]
  authorizations: Held[]
  drafts: Draft[]
}

export function form(name: string, type: string, capabilities: string[], evidence: Form['evidence'] = {}): Form {
  const purpose = Object.fromEntries(
    capabilities.map((id) => [id, '用户在“确认订单”页点击“使用手机号”后调用，用于配送员联系收货；不点击则可手动填写。']),
  )
  return { account_name: name, account_type: type, capabilities, purpose, evidence, until: null }
}

const name = '山雨茶铺'
const shot = [{ kind: 'scene_screenshot', name: '确认订单页', text: 'https://docs.example.com/order-page.png' }]
const reason = (code: string, pointer: string, detail: string, next: string, text?: string): Reason => ({ code, pointer, detail, next, text })

function revision(number: number, capabilities: string[], hours: number, outcome: string | null, reasons: Reason[] = []): Revision {
  return {
    id: newId(),
    number,
    capabilities,
    until: null,
    document: form(name, 'mini_program', capabilities, { phone_number: shot }),
    submitted_at: at(hours),
    outcome,
    decided_at: outcome ? at(hours + 20) : null,
    reasons,
  }
}

function held(part: Partial<Held> & Pick<Held, 'state' | 'revisions'>): Held {
  return { id: newId(), account: 'wx5f0c9d1be27a4e36', giver: 'platform', capabilities: [], version: 1, ...part }
}

const rejections = [
  reason('purpose_unclear', '/purpose/links', '用途说明不清楚，看不出在什么场景、为什么需要这些账号功能。', '请写明使用的页面、触发的操作和得到的数据用来做什么，再重新提交。', '短信由谁触发、发给谁，请一并写明。'),
  reason('capability_unneeded', '/capabilities', '所申请的账号功能超出了用途所需。', '请只保留用途确实需要的功能，再重新提交。'),
]

function pendingOf(capabilities: string[], hours: number): NonNullable<Authorization['pending']> {
  return {
    revision: newId(),
    case: newId(),
    capabilities,
    submitted_at: at(hours),
    due_at: at(hours + 75),
    turn: 'reviewer',
    due_assumed: false,
    document: form(name, 'mini_program', capabilities, { phone_number: shot }),
  }
}

const asked = pendingOf(['phone_number', 'subscribe_message'], -20)

export const accounts: Kept[] = [
  {
    app_id: 'wx5f0c9d1be27a4e36',
    account_type: 'mini_program',
    name,
    introduction: '手作茶与点心，线上下单，门店自取或配送。',
    standing: 'good',
    secrets_state: 'usable',
    created_at: at(-2200),
    version: 3,
    secrets: [
      { number: 2, name: '生产服务器', created_at: at(-700), retired_at: null },
      { number: 1, name: '测试', created_at: at(-2100), retired_at: at(-690) },
    ],
    authorizations: [
      held({
        state: 'effective_pending',
        capabilities: ['phone_number'],
        effective_since: at(-600),
        pending: asked,
        last_outcome: { outcome: 'approved', decided_at: at(-600), reasons: [] },
        revisions: [revision(2, asked.capabilities, -20, null), revision(1, ['phone_number'], -620, 'approved')],
      }),
      held({
        state: 'effective',
        capabilities: ['wxacode_unlimited', 'visit_analysis'],
        effective_since: at(-1200),
        until: at(4000),
        last_outcome: { outcome: 'approved', decided_at: at(-1200), reasons: [] },
        revisions: [revision(1, ['wxacode_unlimited', 'visit_analysis'], -1220, 'approved')],
      }),
      held({
        state: 'rejected',
        last_outcome: { outcome: 'rejected', decided_at: at(-40), reasons: rejections },
        revisions: [revision(1, ['links', 'user_portrait'], -60, 'rejected', rejections)],
      }),
      held({ state: 'pending', pending: pendingOf(['payment'], -90), revisions: [revision(1, ['payment'], -90, null)] }),
      held({ state: 'revoked', revoked_at: at(-300), revisions: [revision(1, ['risk_rank'], -900, 'approved')] }),
    ],
    drafts: [
      { id: newId(), authorization: null, version: 4, saved_at: at(-5), form: form(name, 'mini_program', ['content_security', 'risk_rank']) },
    ],
  },
  {
    app_id: 'wx8a21f77c03d9b5e4',
    account_type: 'service_account',
    name: '山雨会员服务',
    introduction: '',
    standing: 'good',
    secrets_state: 'usable',
    created_at: at(-300),
    version: 1,
    secrets: [],
    authorizations: [],
    drafts: [],
  },
]

export const members: Member[] = [
  {
    id: newId(),
    email: 'lin@example.com',
    phone: '13800138000',
    name: '林晓',
    platform_roles: [],
    password: 'tea-and-rain-2026',
    accounts: accounts.map(({ app_id, account_type, name, standing }) => ({ app_id, account_type, name, standing, role: 'administrator' })),
  },
  {
    id: newId(),
    email: 'review@example.com',
    phone: null,
    name: null,
    platform_roles: ['reviewer'],
    password: 'tea-and-rain-2026',
    accounts: [],
  },
]

function desk(part: Partial<CaseInFull> & Pick<CaseInFull, 'asked' | 'due_at' | 'review'>, who = name): CaseInFull {
  return {
    id: newId(),
    kind: 'authorization_revision',
    account: { app_id: 'wx5f0c9d1be27a4e36', name: who, account_type: 'mini_program' },
    state: 'open',
    version: 1,
    opened_at: at(-20),
    overdue: new Date(part.due_at).getTime() < Date.now(),
    authorization: newId(),
    due_assumed: false,
    applicant: { id: members[0]!.id, name: members[0]!.name },
    diff: { added: part.asked.capabilities, kept: [], removed: [] },
    history: [],
    thread: [],
    effective: { capabilities: [] },
    document: form(who, 'mini_program', part.asked.capabilities, { [part.asked.capabilities[0]!]: shot }),
    checklist: [
      { id: 'name', pointer: '', text: '申请中的账号名称与登记一致' },
      { id: 'purpose', pointer: '', text: '用途写明了页面、触发的操作和数据的用途' },
      { id: 'evidence', pointer: '', text: '截图能看到用户在哪里、因何操作' },
      { id: 'least', pointer: '', text: '没有超出用途的功能' },
    ],
    reasons: [],
    ...part,
  }
}

export const cases: CaseInFull[] = [
  desk({ asked: { capabilities: ['payment'] }, due_at: at(-3), review: 'two_persons' }),
  desk({ asked: { capabilities: ['phone_number', 'subscribe_message'] }, effective: { capabilities: ['phone_number'] }, due_at: at(9), review: 'one_person' }),
  desk({ asked: { capabilities: ['wxacode_unlimited'] }, due_at: at(31), review: 'one_person', taken_by: { id: 'other', name: '周砚' }, taken_until: at(0.4) }, '远山书店'),
  desk({ asked: { capabilities: ['customer_message', 'links'] }, due_at: at(55), review: 'one_person' }, '小满花房'),
  desk({ asked: { capabilities: ['risk_rank'] }, due_at: at(-100), review: 'one_person', state: 'approved', decided_at: at(-110) }, '远山书店'),
]

export const sessions = new Map<string, string>()
