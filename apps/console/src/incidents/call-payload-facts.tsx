import { Anchor } from '@mantine/core';
import type { CallPayload } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { Link } from 'react-router';
import { type Fact, Facts } from '../ui/facts.js';
import { formatDuration } from '../ui/format-duration.js';
import { Instant } from '../ui/instant.js';

function CallLink({ id }: { readonly id: string }) {
  return (
    <Anchor component={Link} to={`/calls/${id}`} size="sm">
      Steps and recording
    </Anchor>
  );
}

function factsOf({ details, teams }: CallPayload, isLinked: boolean): readonly Fact[] {
  const { call, caller, receiver, liveCallRouting } = details;
  return [
    ['Caller', callerAtStart({ ...caller, address: null })],
    ['Line', `${liveCallRouting.name} (${liveCallRouting.number})`],
    ['Called', <Instant key="called" at={call.calledAt} />],
    ['Answered', call.answeredAt === null ? 'Not answered' : <Instant key="answered" at={call.answeredAt} />],
    [
      'Answered by',
      receiver === null ? null : [receiver.name, receiver.oncallName].filter(Boolean).join(', on call for '),
    ],
    ['Duration', formatDuration(call.duration)],
    ['Notes', details.details === '' ? null : details.details],
    ['Teams', teams?.length > 0 ? teams.join(', ') : null],
    ['Call', isLinked ? <CallLink key="call" id={details.callId} /> : 'Unlinked or deleted'],
  ];
}

interface CallPayloadFactsProps {
  readonly payload: CallPayload;
  /** The calls that the incident has now; the one told of may have been taken away. */
  readonly callIds: readonly string[];
}

export function CallPayloadFacts({ payload, callIds }: CallPayloadFactsProps) {
  return <Facts facts={factsOf(payload, callIds.includes(payload.details.callId))} />;
}
