/** Differences that are meant, each with its reason. What is not found any more must go from the list. */
export const MEANT: Readonly<Record<string, string>> = {
  'iam-create-user: argument allow-enable has the default none instead of true':
    'absent means true for a new user, and the code must tell absent from given',
  'iam-update-user: argument allow-enable has the default none instead of true':
    'absent means true for a DEPROVISIONED user only',
  'iam-update-user: argument create-if-not-exists has the default none instead of true':
    'absent means what the instance parameter of that name says',
  'okta-get-group-assignments: path Okta.Logs.Event.actor.id':
    'misspelt: the data is under Okta.Logs.Events (V10)',
  'okta-get-application-assignments: path Okta.Logs.Event.actor.id':
    'misspelt: the data is under Okta.Logs.Events (V10)',
  'okta-expire-password: argument hide_password has the default true instead of false':
    'no password in the war room unless it is asked for (V3)',
}

/** Sorts what was found into what nobody knew of, and what the list still names although it is gone. */
export function judge(found: readonly string[], known: Readonly<Record<string, string>> = MEANT) {
  return {
    unknown: found.filter(one => !Object.hasOwn(known, one)),
    stale: Object.keys(known).filter(one => !found.includes(one)),
  }
}
