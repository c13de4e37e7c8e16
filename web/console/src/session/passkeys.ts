import { Problem } from '@/api/problem'
import { t } from '@/text/i18n'

/** What the server sends for `navigator.credentials`, bytes as base64url. */
interface Options {
  publicKey: Record<string, unknown>
}

/** Whether passkeys can be used here, and if not, why. */
export type Here = 'yes' | 'no_browser' | 'by_number'

/** A passkey belongs to a name: an address of numbers has none. */
export function passkeysHere(): Here {
  if (!globalThis.PublicKeyCredential) return 'no_browser'
  const { hostname } = globalThis.location
  return /^[\d.]+$/.test(hostname) || hostname.startsWith('[') ? 'by_number' : 'yes'
}

/** Makes a passkey; the browser's answer as JSON. */
export async function makePasskey(options: unknown): Promise<Record<string, never>> {
  const { publicKey } = options as Options
  const user = publicKey.user as { id: string }
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...user, id: bytes(user.id) },
        excludeCredentials: listed(publicKey.excludeCredentials),
      } as unknown as PublicKeyCredentialCreationOptions,
    }),
  )
  const response = made.response as AuthenticatorAttestationResponse
  return answer(made, {
    attestationObject: text(response.attestationObject),
    clientDataJSON: text(response.clientDataJSON),
    transports: response.getTransports?.() ?? [],
  })
}

/** Shows a passkey; the browser's answer as JSON. */
export async function showPasskey(options: unknown): Promise<Record<string, never>> {
  const { publicKey } = options as Options
  const shown = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: listed(publicKey.allowCredentials),
      } as unknown as PublicKeyCredentialRequestOptions,
    }),
  )
  const response = shown.response as AuthenticatorAssertionResponse
  return answer(shown, {
    authenticatorData: text(response.authenticatorData),
    clientDataJSON: text(response.clientDataJSON),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  })
}

/** Runs it; what browsers throw becomes a problem in words. */
async function asked(what: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await what()
    if (found) return found as PublicKeyCredential
  } catch (fault) {
    const kind = fault instanceof DOMException && fault.name === 'InvalidStateError' ? 'known' : 'stopped'
    throw new Problem(400, `passkey_${kind}`, t(`ui.passkey.${kind}_detail`), t(`ui.passkey.${kind}_next`), '', [])
  }
  throw new Problem(400, 'passkey_stopped', t('ui.passkey.stopped_detail'), t('ui.passkey.stopped_next'), '', [])
}

function answer(from: PublicKeyCredential, response: object): Record<string, never> {
  const whole = { id: from.id, rawId: text(from.rawId), type: from.type, response, extensions: from.getClientExtensionResults() }
  // The description knows an object without fields.
  return whole as unknown as Record<string, never>
}

function listed(known: unknown): unknown {
  return Array.isArray(known) ? known.map((one: { id: string }) => ({ ...one, id: bytes(one.id) })) : undefined
}

function bytes(base64url: unknown): Uint8Array {
  const letters = atob(String(base64url).replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
}

function text(of: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(of), (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
