/** What the fields of the API are called in the console, by their paths; `*` stands for a place in a list. */
const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  phone: 'Phone',
  timeZone: 'Time zone',
  password: 'Password',
  currentPassword: 'Present password',
  notify: 'Notifications',
  'notify.*.type': 'By',
  'notify.*.delayMinutes': 'After',
  pushUrl: 'Push address',
  shiftNotices: 'Shift notices',
  'shiftNotices.*.type': 'By',
  'shiftNotices.*.minutesBefore': 'Before the shift',
  standInUserId: 'Stand-in',
  slug: 'Short name',
  memberIds: 'Members',
  notes: 'Notes',
  blocked: 'Blocked',
  layers: 'Rotations',
  'layers.*.name': 'Name of the rotation',
  'layers.*.participants': 'People in their order',
  'layers.*.rotation.every': 'Hand over every',
  'layers.*.rotation.unit': 'Unit',
  'layers.*.rotation.startsAt': 'First handoff',
  'layers.*.windows': 'Hours',
  'layers.*.windows.*.days': 'Days',
  'layers.*.windows.*.from': 'From',
  'layers.*.windows.*.to': 'To',
  userId: 'Who takes over',
  replacesUserId: 'In place of',
  comment: 'Comment',
  startsAt: 'From',
  endsAt: 'Until',
  steps: 'Steps',
  'steps.*.delayMinutes': 'Wait',
  'steps.*.targets': 'Notify',
  repeat: 'Repeat all steps',
  repeatDelayMinutes: 'Before the next round',
  ackTimeoutMinutes: 'An acknowledgement expires after',
  resolveAfterMinutes: 'Resolve by itself after',
  flapping: 'Flapping',
  'flapping.opens': 'Flapping from',
  'flapping.withinMinutes': 'Flapping within',
  mapping: 'Templates',
  'mapping.title': 'Title',
  'mapping.body': 'Body',
  'mapping.severity': 'Severity',
  'mapping.priority': 'Priority',
  'mapping.status': 'Status',
  'mapping.key': 'Key',
  'mapping.links': 'Links',
  'mapping.links.*.text': 'Text',
  'mapping.links.*.href': 'Address',
  everyMinutes: 'Reports every',
  graceMinutes: 'May be late by',
  subjectWords: 'Words in the subject',
  'subjectWords.resolve': 'Words that resolve',
  'subjectWords.trigger': 'Words that trigger',
  clientSecret: 'Client secret',
  provider: 'Provider',
  accountSid: 'Account SID',
  authId: 'Auth ID',
  authToken: 'Auth token',
  signingKeys: 'Shared keys',
  'signingKeys.*.id': 'Key id',
  'signingKeys.*.key': 'Key',
  type: 'Type',
  url: 'URL',
  escalationPolicyId: 'Escalation policy',
  teamIds: 'Teams',
  channelIds: 'Channels',
  number: 'Number',
  providerAccountId: 'Provider account',
  primary: 'Primary',
  fallbacks: 'Fallbacks',
  'fallbacks.0': 'Fallback 1',
  'fallbacks.1': 'Fallback 2',
  ringTimeoutSeconds: 'Ring each for',
  maxWaitSeconds: 'Longest wait for the caller',
  screening: 'Screening',
  recordingEnabled: 'Record conversations',
  recordingRetentionDays: 'Keep recordings for',
  takeMessageWhenNoOneOnCall: 'Take a voicemail when no one is on call',
  'messages.welcome': 'Welcome',
  'messages.noOneOnCall': 'No one on call',
  'messages.noAnswer': 'No answer',
  'messages.welcome.text': 'Welcome, text',
  'messages.noOneOnCall.text': 'No one on call, text',
  'messages.noAnswer.text': 'No answer, text',
  'messages.welcome.language': 'Welcome, language',
  'messages.noOneOnCall.language': 'No one on call, language',
  'messages.noAnswer.language': 'No answer, language',
  'messages.welcome.voice': 'Welcome, voice',
  'messages.noOneOnCall.voice': 'No one on call, voice',
  'messages.noAnswer.voice': 'No answer, voice',
  progressMessages: 'Progress message',
  withheldCallers: 'Callers who withhold their number',
  'callerLimit.perCallerPerHour': 'Calls per caller and hour',
  'callerLimit.concurrentCalls': 'Calls at once',
  'incident.trigger': 'Open an incident',
  'incident.when': 'When',
  'incident.integrationId': 'Integration',
  'incident.escalationPolicyId': 'Escalation policy',
  'incident.priority': 'Priority',
  'incident.severity': 'Severity',
  enabled: 'In use',
  position: 'Position',
  when: 'When',
  then: 'Then',
  'then.channelIds': 'Tell channels',
  'then.priority': 'Set the priority',
  'then.severity': 'Set the severity',
  'then.escalationPolicyId': 'Escalate by',
  'then.integrationId': 'List under',
  'then.responderIds': 'Add responders',
  'then.suppress': 'Suppress',
  'then.acknowledge': 'Acknowledge',
  'then.resolve': 'Resolve',
  'then.resolveAfterMinutes': 'Resolve by itself after',
  'then.stop': 'Look at no later rule',
  event: 'Event',
  'event.title': 'Title',
  'event.body': 'Body',
  incidentId: 'Incident',
  rules: 'Rules',
  userIds: 'Responders',
  integrationId: 'Integration',
  title: 'Title',
  priority: 'Priority',
  severity: 'Severity',
  body: 'What is known',
  text: 'Note',
  until: 'Until',
  resolvesAt: 'Resolve by itself at',
  blockedPrefixes: 'Blocked prefixes',
  allowedCountries: 'Allowed countries',
  'notifyFrom.providerAccountId': 'Account',
  'notifyFrom.number': 'Number',
  'notifyLimits.textsPerPerson': 'Texts to one person',
  'notifyLimits.callsPerPerson': 'Calls to one person',
  'notifyLimits.texts': 'Texts to all people',
  'notifyLimits.calls': 'Calls to all people',
  code: 'Code',
  file: 'File',
};

/** What one entry of a list is called. */
const entries: Readonly<Record<string, string>> = {
  layers: 'Rotation',
  steps: 'Step',
  notify: 'Notification',
  shiftNotices: 'Shift notice',
  windows: 'Hours',
  targets: 'Target',
  all: 'Condition',
  any: 'Condition',
  rules: 'Rule',
  signingKeys: 'Shared key',
  links: 'Link',
};

/**
 * What the console calls the field at a path, such as "Ring each for" for `ringTimeoutSeconds` and "Step 2, Wait" for
 * `steps.1.delayMinutes`. A part of a field that has no name of its own goes by that of the whole; what is no field, by its path.
 */
export function labelOf(path: string): string {
  const keys = path.split('.');
  for (let length = keys.length; length > 0; length--) {
    const known = keys.slice(0, length);
    const label = labels[known.join('.')] ?? labels[known.map(orAny).join('.')];
    if (label) return [...placesIn(known), label].join(', ');
  }
  return path;
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);
const orAny = (key: string): string => (isIndex(key) ? '*' : key);

const placesIn = (keys: readonly string[]): readonly string[] =>
  keys.flatMap((key, n) => {
    const entry = entries[keys[n - 1] ?? ''];
    return entry && isIndex(key) ? [`${entry} ${Number(key) + 1}`] : [];
  });

/** "Ring each for: enter at least 5." What a client, and whoever fills in the form, reads about a field. */
export function fieldSentence(path: string, message: string): string {
  const end = /[.!?]$/.test(message) ? '' : '.';
  if (path === '') return `${message.charAt(0).toUpperCase()}${message.slice(1)}${end}`;
  const label = labelOf(path);
  return message.startsWith(`${label}: `) ? message : `${label}: ${message}${end}`;
}
