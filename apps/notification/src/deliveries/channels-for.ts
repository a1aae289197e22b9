import type { ConfigDocument } from '@ringdown/contracts';
import { isCallFact, type ToldFact } from './told-fact.js';

/** What decides where a fact is told. */
export interface Listeners {
  readonly line: Pick<ConfigDocument<'line'>, 'channelIds'> | undefined;
  readonly integration: Pick<ConfigDocument<'integration'>, 'channelIds'> | undefined;
}

/**
 * A finished call goes to the channels of its line. A rejected one goes nowhere: nobody was to be rung (a blocked caller,
 * a limit, a disabled line), and a robot that dials on must not fill a channel; the call log has it.
 * An incident goes to the channels of its integration, but for those of its line: they have had the call's own message.
 */
export function channelsFor(fact: ToldFact, { line, integration }: Listeners): readonly string[] {
  if (isCallFact(fact)) return fact.data.outcome === 'rejected' ? [] : [...new Set(line?.channelIds)];
  const told = new Set(fact.data.source === 'call' ? line?.channelIds : []);
  return [...new Set(integration?.channelIds)].filter((channel) => !told.has(channel));
}
