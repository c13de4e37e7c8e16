// What a generator of one-time passwords does (RFC 6238: SHA-1, six digits, thirty seconds), by Node's own HMAC.
import { createHmac } from 'node:crypto'
import { call } from './api.mjs'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_MS = 30_000

function bytesOf(base32) {
  const bits = [...base32.replace(/[\s=]/g, '').toUpperCase()].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g).map((octet) => Number.parseInt(octet, 2)))
}

/** The six digits of a secret at a moment. */
export function totp(base32, at) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)))
  const digest = createHmac('sha1', bytesOf(base32)).update(counter).digest()
  const from = digest[19] & 15
  return String((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The simulation's time, moved on by some seconds first: no code works twice. */
export async function later(url, seconds) {
  const body = JSON.stringify({ advance_seconds: seconds })
  const answer = await fetch(`${url}/dev/v1/clock`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  return Date.parse((await answer.json()).now)
}

/** Gives a member a generator; its secret and the recovery codes. */
export async function guard(url, who, name = '身份验证器') {
  await call(url, 'POST', '/sessions/current/proof', { password: who.password }, who)
  const begun = await (await call(url, 'POST', '/factors/totp/begin', undefined, who)).json()
  const code = totp(begun.secret, await later(url, 1))
  const added = await (await call(url, 'POST', '/factors/totp', { ceremony: begun.ceremony, code, name }, who)).json()
  return { secret: begun.secret, codes: added.recovery_codes }
}
