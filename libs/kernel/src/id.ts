/** Prefixes of the ids that cross a process (docs: REST contract). */
export const idPrefixes = {
  user: 'user',
  team: 'team',
  schedule: 'sched',
  override: 'ovr',
  absence: 'abs',
  escalationPolicy: 'esc',
  integration: 'int',
  providerAccount: 'acct',
  line: 'line',
  call: 'call',
  incident: 'inc',
  channel: 'chan',
  rule: 'rule',
  contact: 'contact',
  audio: 'audio',
  delivery: 'dlv',
  notification: 'ntf',
  event: 'evt',
  deadLetter: 'dead',
  apiKey: 'key',
} as const;

export type IdKind = keyof typeof idPrefixes;
