import { Anchor } from '@mantine/core';
import type { CallPayload } from '@ringdown/contracts';
import { Link } from 'react-router';
import { callerWords } from '../calls/caller-words.js';
import { type Fact, Facts } from '../ui/facts.js';
import { formatDuration } from '../ui/format-duration.js';
import { Instant } from '../ui/instant.js';

function factsOf({ details, teams }: CallPayload): readonly Fact[] {
  const { call, caller, receiver, liveCallRouting } = details;
  return [
    ['Caller', callerWords({ ...caller, contactId: null })],
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
    [
      'Call',
      <Anchor key="call" component={Link} to={`/calls/${details.callId}`} size="sm">
        Steps and recording
      </Anchor>,
    ],
  ];
}

export function CallPayloadFacts({ payload }: { readonly payload: CallPayload }) {
  return <Facts facts={factsOf(payload)} />;
}
