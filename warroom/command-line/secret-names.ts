/**
 * What nearly every API calls a secret. Arguments that hold JSON or free text declare no secrets of their own, and a slip
 * such as `pasword=` is declared nowhere: there the name is all there is to go by.
 */
const SECRET_NAMES = [
  'password',
  'passwd',
  'pwd',
  'passcode',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'privatekey',
  'answer',
]

/** A name without case and separators: `API_Key` is a slip for `apikey`, but the line with it is still shown. */
export function loose(name: string): string {
  return name.toLowerCase().replace(/[-_. ]/g, '')
}

/** True for `newPassword`, `client_secret`, `X-Api-Key`: names that end with one of the words for a secret. */
export function looksSecret(name: string): boolean {
  const own = loose(name)
  return SECRET_NAMES.some(secret => own.endsWith(secret))
}
