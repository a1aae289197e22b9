import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { decide } from './decide.js';
import type { EpochMs } from './responder.js';

/** Somebody who talks, or is asked to, in a live call, and when that call was last heard of. */
export interface Engagement {
  readonly callId: string;
  readonly userId: string;
  readonly lastSignAt: EpochMs;
}

/** A command that may lead to the next responder. */
export type RingingCommand = Extract<CallCommand, { readonly engagedUserIds: readonly string[] }>;

/** The report of an end comes within seconds, and the proxy holds it for eight more; after that it may have got lost. */
const doubtAfterMs = 15_000;

/** Null where nobody talks in this call. */
export function engagementOf(call: Call): Engagement | null {
  const { phase, attempts, id: callId, lastSignAt } = call;
  if (phase.name !== 'connected' && phase.name !== 'screening') return null;
  const userId = attempts[phase.attempt - 1]?.user?.id;
  return userId ? { callId, userId, lastSignAt } : null;
}

/** Whose engagements matter: those who may still be rung. */
export const stillToRing = (call: Call): readonly string[] =>
  call.attempts.flatMap(({ responder, result }) => (responder && result === 'waiting' ? [responder.userId] : []));

/**
 * The engagements for which this command would pass somebody by, though nothing has been heard of their calls for a while, or not
 * since `listeningSince`: until then nobody was there to hear of an end. The provider is to be asked about those calls first. Who is
 * known to be engaged in another call besides is passed by all the same.
 */
export function doubtful(
  call: Call,
  command: RingingCommand,
  engagements: readonly Engagement[],
  listeningSince: EpochMs,
): readonly Engagement[] {
  const isDoubtful = ({ lastSignAt }: Engagement): boolean =>
    lastSignAt < listeningSince || command.at - lastSignAt >= doubtAfterMs;
  const certain = new Set(engagements.filter((one) => !isDoubtful(one)).map(({ userId }) => userId));
  const passedBy = passedByIn(call, { ...command, engagedUserIds: engagements.map(({ userId }) => userId) });
  return engagements.filter(({ userId }) => passedBy.has(userId) && !certain.has(userId));
}

function passedByIn(call: Call, command: RingingCommand): ReadonlySet<string> {
  const skipped = decide(call, command).flatMap((event) =>
    event.type === 'skipped' && event.reason === 'on_another_call' ? [call.attempts[event.attempt - 1]] : [],
  );
  return new Set(skipped.flatMap((attempt) => attempt?.user?.id ?? []));
}
