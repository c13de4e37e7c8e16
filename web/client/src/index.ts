/** The types of the API by name, and its client. Every request of the console goes through this client. */
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema'

type Bodies = components['schemas']

export type Account = Bodies['AccountAnswer']
export type AddedFactor = Bodies['FactorAdded']
export type Agreements = Bodies['AgreementsBody']
export type AllowList = Bodies['AllowListBody']
export type AuditEntry = Bodies['EntryBody']
export type Authorization = Bodies['AuthorizationBody']
export type CalendarYear = Bodies['CalendarYearBody']
export type CallState = Bodies['CallBody']
export type Capability = Bodies['CapabilityBody']
export type Catalogue = Bodies['CatalogueBody']
export type CatalogueChange = Bodies['CatalogueChange']
export type Case = Bodies['CaseBody']
export type CaseInFull = Bodies['CaseDetailBody']
export type Delegation = Bodies['DelegationBody']
export type Draft = Bodies['DraftBody']
export type EditedReason = Bodies['EditedReason']
export type Evidence = Bodies['GivenEvidence']
export type EvidenceFile = Bodies['EvidenceFileBody']
export type Explanation = Bodies['ExplanationBody']
export type Factor = Bodies['FactorItem']
export type Factors = Bodies['FactorList']
export type Field = Bodies['Field']
export type Finding = Bodies['FindingBody']
export type Form = Bodies['FormBody']
export type HostApp = Bodies['HostAppItem']
export type Me = Bodies['Me']
export type MessagePush = Bodies['MessagePushBody']
export type MyAccount = Bodies['MyAccount']
export type NewSecret = Bodies['NewSecret']
export type Node = Bodies['NodeBody']
export type Nodes = Bodies['NodesBody']
export type Notice = Bodies['NoticeItem']
export type NoticeChoice = Bodies['NoticeChoice']
export type Person = Bodies['PersonBody']
export type Policy = Bodies['PolicyBody']
export type PolicyInFull = Bodies['PolicyDetail']
export type PolicyVersion = Bodies['PolicyVersionBody']
export type ProblemDocument = Bodies['Document']
export type ProtectedWord = Bodies['ProtectedWord']
export type PublishAgreement = Bodies['PublishAgreement']
export type Rates = Bodies['RatesBody']
export type Reason = Bodies['GivenReasonBody']
export type OwnCase = Bodies['OwnCaseBody']
export type PastChange = Bodies['PastChange']
export type ReasonCode = Bodies['ReasonBody']
export type Register = Bodies['Register']
export type RegisterField = Bodies['RegisterField']
export type Registration = Bodies['Registration']
export type ReplacedSecret = Bodies['ReplacedSecret']
export type Revision = Bodies['RevisionBody']
export type ScanAsked = Bodies['ScanAsked']
export type Secret = Bodies['SecretItem']
export type ServerDomains = Bodies['ServerDomainsBody']
export type Session = Bodies['SessionItem']
export type Step = Bodies['StepAnswer']
export type SubjectType = Bodies['SubjectType']
export type TotpBegun = Bodies['TotpBegun']
export type TriedRule = Bodies['TriedRule']
export type TryPolicy = Bodies['TryPolicy']

/** 主体认证. */
export type Verification = Bodies['Verification']
export type VerificationForm = Bodies['VerificationForm']

/** What becomes of the access tokens that an ended AppSecret fetched. */
export type Tokens = 'live_on' | 'end_too'

/** A client of the server that served the page. */
export function client(): Client<paths> {
  return createClient<paths>({ baseUrl: globalThis.location?.origin ?? '' })
}
