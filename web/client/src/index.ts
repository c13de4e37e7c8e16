/** The types of the API by name, and its client. Every request of the console goes through this client. */
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema'

type Bodies = components['schemas']

export type Account = Bodies['Account']
export type AccountType = Bodies['AccountType']
export type Agreement = Bodies['Agreement']
export type Authorization = Bodies['Authorization']
export type AuthorizationInFull = Bodies['AuthorizationInFull']
export type AuthorizationState = Bodies['AuthorizationState']
export type CallState = Bodies['CallState']
export type Capability = Bodies['Capability']
export type Case = Bodies['Case']
export type CaseState = Bodies['CaseState']
export type Draft = Bodies['Draft']
export type Evidence = Bodies['Evidence']
export type Explanation = Bodies['Explanation']
export type Field = Bodies['Field']
export type Finding = Bodies['Finding']
export type Form = Bodies['Form']
export type Me = Bodies['Me']
export type MyAccount = Bodies['MyAccount']
export type NewSecret = Bodies['NewSecret']
export type ProblemDocument = Bodies['Problem']
export type Reason = Bodies['Reason']
export type ReasonCode = Bodies['ReasonCode']
export type Registration = Bodies['Registration']
export type Revision = Bodies['Revision']
export type Secret = Bodies['Secret']
export type Session = Bodies['Session']
export type Tokens = Bodies['Tokens']

/** A client of the server that served the page. */
export function client(): Client<paths> {
  return createClient<paths>({ baseUrl: globalThis.location?.origin ?? '' })
}
