/** One call as its caller, the carrier, and afterwards the log and the channels know it. */
export interface SeenByCaller {
  readonly name: string;
  readonly requests: readonly { readonly kind: string; readonly status: number | null }[];
  readonly rung: readonly string[];
  readonly primary: string;
  readonly leftMessage: boolean;
}

export interface Told {
  readonly name: string;
  /** How often it is in the log, and whether it has ended there. */
  readonly logs: readonly { readonly ended: boolean }[];
  /** How often each channel was told. */
  readonly messages: Readonly<Record<string, number>>;
  /** It was the proxy's static documents that answered, of which no log knows. */
  readonly byProxyAlone: boolean;
}

const firstWord = ['voice', 'fallback'];

/** A document came in the provider's time, and then somebody was rung or the caller could leave a message. */
export function isAnswered({ requests, rung, leftMessage }: SeenByCaller): boolean {
  const heard = requests.some(({ kind, status }) => firstWord.includes(kind) && status === 200);
  return heard && (rung.length > 0 || leftMessage);
}

/** Call-routing gave no document to this call: it knows of it what the provider reports, or nothing. */
export const isByProxyAlone = ({ requests }: SeenByCaller): boolean =>
  !requests.some(({ kind, status }) => kind === 'voice' && status === 200);

/** The primary had no other call, and was not rung first. */
export const isPassedBy = ({ rung, primary }: SeenByCaller): boolean => rung.length > 0 && rung[0] !== primary;

/** Every call is one entry of the log, which ends, and one message in each channel. */
export function judgeTold({ name, logs, messages, byProxyAlone }: Told): readonly string[] {
  if (byProxyAlone && logs.length === 0 && Object.values(messages).every((times) => times === 0)) return [];
  const complaints: string[] = [];
  if (logs.length !== 1) complaints.push(`${name} is in the log ${logs.length} times`);
  if (logs.some(({ ended }) => !ended)) complaints.push(`${name} has not ended in the log`);
  for (const [channel, times] of Object.entries(messages))
    if (times !== 1) complaints.push(`${name} was told ${times} times in ${channel}`);
  return complaints;
}
