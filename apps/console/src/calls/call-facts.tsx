import { Anchor } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { Link } from 'react-router';
import { type Fact, Facts } from '../ui/facts.js';
import { formatDuration } from '../ui/format-duration.js';
import { Instant } from '../ui/instant.js';
import { Elapsed } from './elapsed.js';

const instant = (at: string | null) => (at === null ? null : <Instant at={at} />);

function receiverWords({ receiver, status }: Call): string | null {
  if (receiver === null) return status === 'live' ? null : 'Nobody';
  return receiver.oncallName === null ? receiver.name : `${receiver.name}, on call for ${receiver.oncallName}`;
}

function factsOf(call: Call): readonly Fact[] {
  const line = (
    <Anchor component={Link} to={`/lines/${call.lineId}`} size="sm">
      {call.lineName}
    </Anchor>
  );
  return [
    ['Line', line],
    ['Caller', call.caller.name],
    ['Number', call.caller.number ?? 'Withheld'],
    ['Answered by', receiverWords(call)],
    ['Called', instant(call.calledAt)],
    ['Answered', instant(call.answeredAt)],
    ['Ended', instant(call.endedAt)],
    ['Duration', call.status === 'live' ? <Elapsed since={call.calledAt} /> : formatDuration(call.duration)],
    [call.provider === 'twilio' ? 'Twilio call' : 'Plivo call', call.providerCallId],
  ];
}

export function CallFacts({ call }: { readonly call: Call }) {
  return <Facts facts={factsOf(call)} />;
}
