const COMMON = ['password', '12345678', 'qwerty', 'abc123', 'admin', '11111111', 'iloveyou', 'letmein', 'wechat', 'weixin']

/** A guess at a password's strength, 0 (none typed) to 4; the server decides. */
export function strength(password: string, personal: string[]): 0 | 1 | 2 | 3 | 4 {
  if (!password) return 0
  const lower = password.toLowerCase()
  const parts = personal.flatMap((text) => text.toLowerCase().split(/[\s@.]+/)).filter((part) => part.length > 3)
  const guessable = [...COMMON, ...parts].some((word) => lower.includes(word)) || /^(.)\1+$/.test(password)
  if (guessable || password.length < 8) return 1
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
  const score = password.length + kinds * 3
  return score < 15 ? 2 : score < 20 ? 3 : 4
}
