/**
 * The console's API, in the form that openapi-typescript gives `docs/openapi.json`.
 * Derived from `docs/API-DESIGN.md`; the generated file takes this one's place.
 */
import type { components } from './bodies'

export type { components } from './bodies'

type Bodies = components['schemas']
type Problems = {
  400: { content: { 'application/problem+json': Bodies['Problem'] } }
  401: { content: { 'application/problem+json': Bodies['Problem'] } }
  403: { content: { 'application/problem+json': Bodies['Problem'] } }
  404: { content: { 'application/problem+json': Bodies['Problem'] } }
  409: { content: { 'application/problem+json': Bodies['Problem'] } }
  412: { content: { 'application/problem+json': Bodies['Problem'] } }
  422: { content: { 'application/problem+json': Bodies['Problem'] } }
}
type Json<T> = { content: { 'application/json': T } }
type Nothing = { content?: never }
type Answer<Status extends number, Body> = Record<Status, Body> & Problems
type List<T> = { items: T[]; next?: string | null }

type Path<P> = { query?: never; header?: never; path: P; cookie?: never }
type Get<Parameters, Out> = { parameters: Parameters; requestBody?: never; responses: Answer<200, Json<Out>> }
type Send<Parameters, In, Responses> = { parameters: Parameters; requestBody: Json<In>; responses: Responses }
type Do<Parameters, Responses> = { parameters: Parameters; requestBody?: never; responses: Responses }
type None = { query?: never; header?: never; path?: never; cookie?: never }
type Query<Q> = { query?: Q; header?: never; path?: never; cookie?: never }
type PathQuery<P, Q> = { query?: Q; header?: never; path: P; cookie?: never }
type IfMatch<P> = { query?: never; header: { 'If-Match': string }; path: P; cookie?: never }

type App = { app_id: string }
type AppAnd = { app_id: string; id: string }
type Page = { limit?: number; after?: string }

export interface paths {
  '/api/v1/agreement': { get: Get<None, Bodies['Agreement']> }
  '/api/v1/verifications': { post: Send<None, Bodies['Verification'], Answer<202, Json<Record<string, never>>>> }
  '/api/v1/registrations': { post: Send<None, Bodies['Registration'], Answer<201, Json<Bodies['Registered']>>> }
  '/api/v1/sessions': {
    get: Get<None, List<Bodies['Session']>>
    post: Send<None, Bodies['Credentials'], Answer<201, Json<Bodies['SignedIn']>>>
  }
  '/api/v1/sessions/current': { delete: Do<None, Answer<204, Nothing>> }
  '/api/v1/sessions/{id}': { delete: Do<Path<{ id: string }>, Answer<204, Nothing>> }
  '/api/v1/me': { get: Get<None, Bodies['Me']> }
  '/api/v1/password': { post: Send<None, Bodies['PasswordChange'], Answer<204, Nothing>> }
  '/api/v1/accounts': { post: Send<None, Bodies['NewAccount'], Answer<201, Json<Bodies['Account']>>> }
  '/api/v1/accounts/{app_id}': { get: Get<Path<App>, Bodies['Account']> }
  '/api/v1/accounts/{app_id}/secrets': {
    get: Get<Path<App>, List<Bodies['Secret']>>
    post: Send<Path<App>, { name: string }, Answer<201, Json<Bodies['NewSecret']>>>
  }
  '/api/v1/accounts/{app_id}/secrets/reset': {
    post: Send<Path<App>, Bodies['SecretReset'], Answer<201, Json<Bodies['NewSecret']>>>
  }
  '/api/v1/accounts/{app_id}/secrets/{number}': {
    delete: Do<PathQuery<{ app_id: string; number: number }, { tokens?: Bodies['Tokens'] }>, Answer<204, Nothing>>
  }
  '/api/v1/accounts/{app_id}/secrets/freeze': { post: Do<Path<App>, Answer<204, Nothing>> }
  '/api/v1/accounts/{app_id}/secrets/unfreeze': { post: Do<Path<App>, Answer<204, Nothing>> }
  '/api/v1/capabilities': { get: Get<Query<{ account_type?: Bodies['AccountType'] }>, List<Bodies['Capability']>> }
  '/api/v1/accounts/{app_id}/authorizations': { get: Get<PathQuery<App, Page>, List<Bodies['Authorization']>> }
  '/api/v1/accounts/{app_id}/authorizations/{id}': { get: Get<Path<AppAnd>, Bodies['AuthorizationInFull']> }
  '/api/v1/accounts/{app_id}/authorizations/{id}/withdraw-submission': {
    post: Do<Path<AppAnd>, Answer<200, Json<Bodies['Authorization']>>>
  }
  '/api/v1/accounts/{app_id}/authorizations/{id}/give-up': {
    post: Send<Path<AppAnd>, { capabilities: string[] }, Answer<200, Json<Bodies['Authorization']>>>
  }
  '/api/v1/accounts/{app_id}/authorizations/{id}/revoke': {
    post: Send<Path<AppAnd>, { name: string }, Answer<200, Json<Bodies['Authorization']>>>
  }
  '/api/v1/accounts/{app_id}/drafts': {
    get: Get<PathQuery<App, Page>, List<Bodies['Draft']>>
    post: Send<Path<App>, Bodies['NewDraft'], Answer<201, Json<Bodies['Draft']>>>
  }
  '/api/v1/accounts/{app_id}/drafts/{id}': {
    get: Get<Path<AppAnd>, Bodies['Draft']>
    put: Send<IfMatch<AppAnd>, { form: Bodies['Form'] }, Answer<200, Json<Bodies['Draft']>>>
    delete: Do<Path<AppAnd>, Answer<204, Nothing>>
  }
  '/api/v1/accounts/{app_id}/drafts/{id}/preflight': {
    post: Do<Path<AppAnd>, Answer<200, Json<{ findings: Bodies['Finding'][] }>>>
  }
  '/api/v1/accounts/{app_id}/drafts/{id}/submit': {
    post: Do<IfMatch<AppAnd>, Answer<201, Json<Bodies['Authorization']>>>
  }
  '/api/v1/review/cases': { get: Get<Query<Page & { state?: Bodies['CaseState'] }>, List<Bodies['Case']>> }
  '/api/v1/review/cases/{id}': { get: Get<Path<{ id: string }>, Bodies['Case']> }
  '/api/v1/review/cases/{id}/take': { post: Do<Path<{ id: string }>, Answer<200, Json<Bodies['Case']>>> }
  '/api/v1/review/cases/{id}/approve': {
    post: Send<Path<{ id: string }>, { version: number }, Answer<200, Json<Bodies['Case']>>>
  }
  '/api/v1/review/cases/{id}/reject': {
    post: Send<Path<{ id: string }>, Bodies['Rejection'], Answer<200, Json<Bodies['Case']>>>
  }
  '/api/v1/review/reasons': { get: Get<None, List<Bodies['ReasonCode']>> }
  '/api/v1/accounts/{app_id}/calls': { get: Get<Path<App>, List<Bodies['CallState']>> }
  '/api/v1/accounts/{app_id}/explain': {
    get: Get<PathQuery<App, { call: string; openid?: string }>, Bodies['Explanation']>
  }
  '/api/v1/accounts/{app_id}/refusals/{rid}': { get: Get<Path<{ app_id: string; rid: string }>, Bodies['RefusedCall']> }
}
