import {
  type CallerInstruction,
  type DialReport,
  type EndReport,
  type FallbackScript,
  type Fields,
  type IncomingCall,
  type IncomingText,
  type OutgoingText,
  type PlacedCallEnd,
  type ProviderAccount,
  type ProviderDocument,
  type ResponderInstruction,
  type SignedRequest,
  type StaticDocument,
  TelephonyProvider,
  type TextStatus,
  type Verification,
} from '@ringdown/telephony';

const json = (value: unknown): ProviderDocument => ({ contentType: 'application/json', body: JSON.stringify(value) });
const ok: Verification = { ok: true, detail: 'As you like.' };

/** A provider as small as one can be: documents are the instructions as JSON, a request is signed by the token itself. */
export class TinyProvider extends TelephonyProvider {
  readonly name = 'tiny';
  readonly capabilities = { screensByItself: false, reportsRinging: false };
  readonly acknowledgement = json({});
  readonly lastResort = {
    ring: (ring: object) => json({ kind: 'dial', ...ring }).body,
    takeMessage: (over: string, recording: string) => json({ kind: 'take-message', urls: { over, recording } }).body,
    ask: (keysUrl: string) => json({ kind: 'ask', keysUrl }).body,
    connect: json({ kind: 'connect' }).body,
    refuse: json({ kind: 'hang-up' }).body,
    hangUp: json({ kind: 'hang-up' }).body,
  };
  readonly redirected: string[] = [];

  isSigned({ headers }: SignedRequest, { authToken }: ProviderAccount): boolean {
    return headers['x-tiny-token'] === authToken;
  }

  renderForCaller = (instruction: CallerInstruction): ProviderDocument => json(instruction);
  renderForResponder = (instruction: ResponderInstruction): ProviderDocument => json(instruction);
  renderSpoken = (say: object): ProviderDocument => json({ kind: 'hang-up', say });
  renderForPerson = (prompt: object): ProviderDocument => json({ kind: 'ask', ...prompt });
  renderText = (reply: OutgoingText | null): ProviderDocument => json({ kind: 'text', reply });
  renderFallback = ({ steps, ask }: FallbackScript): readonly StaticDocument[] => [
    ...steps.map(({ name, ...step }) => ({ name, body: json(step).body })),
    { name: 'screen', body: json(ask).body },
  ];

  readIncoming({ call, from }: Fields): IncomingCall | null {
    const caller = { number: `${from?.toString()}`, address: null };
    return call ? { providerCallId: call.toString(), caller, verification: null } : null;
  }
  readCallId = ({ call }: Fields): string | null => call?.toString() ?? null;
  readFailedUrl = (): null => null;
  readDial({ bridged }: Fields): DialReport {
    return { miss: 'no_answer', bridged: bridged === 'yes', completed: bridged === 'yes', callerGone: false };
  }
  readKeys = ({ key }: Fields): string => key?.toString() ?? '';
  readLeg = (): null => null;
  readEnd = ({ seconds }: Fields): EndReport | null => (seconds ? { duration: Number(seconds), failed: false } : null);
  readRecording = (): null => null;
  readTranscript = (): null => null;
  readTextStatus({ text, delivered }: Fields): TextStatus | null {
    if (!text || !delivered) return null;
    const state = delivered === 'yes' ? 'delivered' : 'failed';
    const category = state === 'failed' ? 'other' : null;
    return { providerMessageId: text.toString(), state, code: null, reason: null, category };
  }
  readPlacedCallEnd({ call, answered }: Fields): PlacedCallEnd | null {
    if (!call || !answered) return null;
    const state = answered === 'yes' ? 'completed' : 'no-answer';
    return { providerCallId: call.toString(), state, code: null, reason: null, category: null };
  }
  readIncomingText({ text, from, to, words }: Fields): IncomingText | null {
    if (!text || !from || !to) return null;
    const [providerMessageId, sender, receiver] = [text.toString(), from.toString(), to.toString()];
    return { providerMessageId, from: sender, to: receiver, text: words?.toString() ?? '', optOut: null };
  }

  verify = (): Promise<Verification> => Promise.resolve(ok);
  provision = (): Promise<Verification> => Promise.resolve(ok);
  redirect(_account: ProviderAccount, providerCallId: string): Promise<void> {
    this.redirected.push(providerCallId);
    return Promise.resolve();
  }
  callStatus = () => Promise.resolve({ state: 'live' } as const);
  fetchMedia = () => Promise.resolve({ status: 404, headers: {}, body: null });
  deleteRecording = (): Promise<void> => Promise.resolve();
  sendText = () => Promise.resolve({ providerMessageId: 'text_1' });
  placeCall = () => Promise.resolve({ providerCallId: 'call_1' });
  balance = (): Promise<null> => Promise.resolve(null);
  numberWebhook = (): Promise<null> => Promise.resolve(null);
  findLiveCalls = (): Promise<readonly string[]> => Promise.resolve([]);
  findTexts = (): Promise<readonly string[]> => Promise.resolve([]);
  hangUp = (): Promise<void> => Promise.resolve();
}
