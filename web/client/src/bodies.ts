/** What the API's operations take and answer. Times are RFC 3339 in UTC. */
export interface components {
  schemas: {
    Problem: {
      type: string
      status: number
      /** Stable, for programs. */
      code: string
      detail: string
      next: string
      rid: string
      fields: components['schemas']['Field'][]
    }
    /** A faulty field; `pointer` is a JSON pointer into the request. */
    Field: { pointer: string; code: string; params?: Record<string, unknown>; detail: string; next: string }
    Agreement: { version: string; title: string; text: string }
    Verification: { channel: 'email'; address: string }
    AccountType: 'mini_program' | 'service_account' | 'subscription_account' | 'third_party_platform' | 'open_platform_account'
    Role: 'administrator' | 'developer' | 'operator' | 'analyst'
    PlatformRole: 'reviewer' | 'operator' | 'auditor'
    Standing: 'good' | 'suspended' | 'closed'
    Registration: {
      account_type: components['schemas']['AccountType']
      account_name: string
      email: string
      email_code: string
      phone?: string
      password: string
      /** The version that was agreed to. */
      agreement: string
    }
    Registered: { member: components['schemas']['MemberRef']; account: components['schemas']['Account'] }
    MemberRef: string | { id: string }
    Credentials: { login: string; password: string }
    SignedIn: { member: components['schemas']['MemberRef']; expires_at: string }
    Session: { id: string; created_at: string; until: string; current: boolean }
    Me: {
      id: string
      email: string
      phone?: string | null
      name?: string | null
      platform_roles: components['schemas']['PlatformRole'][]
      accounts: components['schemas']['MyAccount'][]
    }
    MyAccount: {
      app_id: string
      account_type: components['schemas']['AccountType']
      name: string
      role: components['schemas']['Role']
      standing: components['schemas']['Standing']
    }
    PasswordChange: { current: string; password: string }
    NewAccount: { account_type: components['schemas']['AccountType']; account_name: string }
    Account: {
      app_id: string
      account_type: components['schemas']['AccountType']
      name: string
      introduction?: string | null
      standing: components['schemas']['Standing']
      secrets_state: 'usable' | 'frozen'
      created_at: string
      version: number
    }
    Secret: { number: number; name: string; created_at: string; retired_at?: string | null }
    /** `secret` is in this answer only. */
    NewSecret: { number: number; name: string; secret: string }
    Tokens: 'live_on' | 'end_too'
    SecretReset: { name: string; password: string; tokens: components['schemas']['Tokens'] }
    Capability: {
      id: string
      name: string
      help: string
      account_types: components['schemas']['AccountType'][]
      /** The kinds of evidence that must be given. */
      evidence: string[]
      risk: 'low' | 'medium' | 'high'
      review: components['schemas']['ReviewClass']
      calls: string[]
      sets: number[]
      /** Every account of these types has it without asking. */
      from_start: boolean
    }
    ReviewClass: 'none' | 'automatic' | 'one_person' | 'two_persons'
    /** An application as typed: checked at preflight and submission only. */
    Form: {
      account_name: string
      account_type: components['schemas']['AccountType'] | ''
      capabilities: string[]
      /** Per capability. */
      purpose: Record<string, string>
      /** Per capability. */
      evidence: Record<string, components['schemas']['Evidence'][]>
      until?: string | null
    }
    Evidence: { kind: string; name: string; text: string }
    NewDraft: { authorization?: string; form: components['schemas']['Form'] }
    Draft: {
      id: string
      authorization?: string | null
      version: number
      saved_at: string
      form: components['schemas']['Form']
    }
    Finding: { pointer: string; family?: string; code: string; detail: string; next: string }
    AuthorizationState: 'draft' | 'pending' | 'effective' | 'effective_pending' | 'rejected' | 'withdrawn' | 'revoked' | 'expired'
    Reason: { code: string; pointer: string; text?: string | null; detail: string; next?: string }
    Pending: {
      revision: string
      case: string
      capabilities: string[]
      submitted_at: string
      due_at: string
      turn: 'reviewer' | 'applicant'
      document?: components['schemas']['Form'] | null
    }
    Outcome: { outcome: string; decided_at: string; reasons: components['schemas']['Reason'][] }
    Authorization: {
      id: string
      account: string
      /** `platform`, or the AppID of the account that delegates. */
      giver: string
      state: components['schemas']['AuthorizationState']
      capabilities: string[]
      pending?: components['schemas']['Pending'] | null
      effective_since?: string | null
      until?: string | null
      revoked_at?: string | null
      last_outcome?: components['schemas']['Outcome'] | null
      version: number
    }
    Revision: {
      id: string
      number: number
      capabilities: string[]
      until?: string | null
      document?: components['schemas']['Form'] | null
      submitted_at: string
      outcome?: string | null
      decided_at?: string | null
      reasons: components['schemas']['Reason'][]
    }
    AuthorizationInFull: components['schemas']['Authorization'] & { revisions: components['schemas']['Revision'][] }
    CaseState: 'open' | 'approved' | 'rejected' | 'withdrawn'
    Case: {
      id: string
      kind: 'authorization_revision'
      account: { app_id: string; name: string; account_type: components['schemas']['AccountType'] }
      state: components['schemas']['CaseState']
      review: components['schemas']['ReviewClass']
      version: number
      opened_at: string
      due_at: string
      overdue: boolean
      /** Members, by id. */
      applicant: string
      taken_by?: string | null
      taken_until?: string | null
      first_by?: string | null
      decided_by?: string | null
      decided_at?: string | null
      asked: { capabilities: string[] }
      effective: { capabilities: string[] }
      document?: components['schemas']['Form'] | null
      checklist: { id: string; text: string }[]
      reasons: components['schemas']['Reason'][]
      history?: components['schemas']['Revision'][]
    }
    Rejection: { version: number; reasons: { code: string; pointer: string; text?: string }[] }
    ReasonCode: { code: string; family: 'incomplete' | 'mismatch' | 'rules'; text: string; pointer?: string }
    CallState: {
      call: string
      allowed: boolean
      reason?: string | null
      detail?: string | null
      next?: string | null
      opened_by: string[]
    }
    Explanation: {
      allowed: boolean
      code?: number | null
      reason?: string | null
      detail?: string | null
      next?: string | null
      steps: (string | { step: string; holds?: boolean; detail?: string })[]
    }
    RefusedCall: { rid: string; at: string; call: string; code: number; reason: string; detail: string; next: string }
  }
}
