/** What somebody whose phone rings may do. The names are the carrier's. */
export const responderBehaviours = {
  accept: 'picks up and presses 1',
  pass: 'picks up and presses 2: somebody else, please',
  'wrong-key': 'picks up and presses a key that means nothing',
  silent: 'picks up and presses nothing',
  voicemail: 'a voicemail box picks up',
  busy: 'is on the phone',
  'no-answer': 'lets it ring',
  unreachable: 'has no signal',
  'hangs-up-during-prompt': 'picks up and hangs up at once',
};

/** What the caller may do, and what the carrier is told for it. */
export const callerBehaviours = {
  'leaves-message': { words: 'says something after the tone', order: { message: { seconds: 6, endedBy: 'hangup' } } },
  'says-nothing': { words: 'stays silent after the tone', order: { message: null } },
  'hangs-up-while-ringing': {
    words: 'gives up while the first phone rings',
    order: { hangUpWhen: 'ringing:1', hangUpDelayMs: 3_000 },
  },
  'hangs-up-while-screening': {
    words: 'gives up while the first responder hears who calls',
    order: { hangUpWhen: 'screening:1', hangUpDelayMs: 500 },
  },
  'hangs-up-when-connected': {
    words: 'hangs up a second into the conversation',
    order: { hangUpWhen: 'connected', hangUpDelayMs: 1_000 },
  },
};
