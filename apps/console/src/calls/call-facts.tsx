import { Anchor } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { verificationWords } from '@ringdown/domain-calls';
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

/** What is no phone number is shown as it was sent; a number, with what the carriers say of it. */
function numberFacts({ number, address, verification }: Call['caller']): readonly Fact[] {
  return [
    address === null ? ['Number', number ?? 'Withheld'] : ['Address', address],
    ['Caller ID', verification && verificationWords(verification)],
  ];
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
    ...numberFacts(call.caller),
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
