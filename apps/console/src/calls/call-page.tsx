import { Alert } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { useParams } from 'react-router';
import { DeliveryList } from '../deliveries/delivery-list.js';
import { BackLink } from '../ui/back-link.js';
import { DetailColumns } from '../ui/detail-columns.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { Section } from '../ui/section.js';
import { ArchiveButton } from './archive-button.js';
import { AttemptList } from './attempt-list.js';
import { CallFacts } from './call-facts.js';
import { CallIncident } from './call-incident.js';
import { CallMedia } from './call-media.js';
import { CallNotes } from './call-notes.js';
import { CallSteps } from './call-steps.js';
import { DeleteCall } from './delete-call.js';
import { OutcomeBadge } from './outcome-badge.js';
import { SaveCaller } from './save-caller.js';
import { useCall } from './use-call.js';

const notTold = 'No message was sent. A line tells the channels it names once a call is over.';

function Story({ call }: { readonly call: Call }) {
  return (
    <>
      <Section title="What happened">
        <CallSteps call={call} />
      </Section>
      <Section title="Who was rung">
        <AttemptList attempts={call.attempts} />
      </Section>
    </>
  );
}

function Particulars({ call }: { readonly call: Call }) {
  return (
    <>
      <Section title="Call">
        <CallFacts call={call} />
      </Section>
      <CallMedia call={call} />
      <Section title="Incident">
        <CallIncident call={call} />
      </Section>
      <Section title="Notes">
        <CallNotes call={call} />
      </Section>
      <DeliveryList of={{ callId: call.id }} none={notTold} />
    </>
  );
}

function Actions({ call }: { readonly call: Call }) {
  return (
    <>
      <SaveCaller call={call} />
      <ArchiveButton call={call} />
      <DeleteCall call={call} />
    </>
  );
}

function CallDetail({ call }: { readonly call: Call }) {
  return (
    <>
      <PageHeader
        title={callerAtStart(call.caller)}
        before={<BackLink to="/calls">Calls</BackLink>}
        about={<OutcomeBadge call={call} />}
        actions={<Actions call={call} />}
      />
      {call.archived ? (
        <Alert color="gray" mb="md" py="xs">
          This call is in the archive.
        </Alert>
      ) : null}
      <DetailColumns main={<Story call={call} />} side={<Particulars call={call} />} />
    </>
  );
}

export function CallPage() {
  const { id = '' } = useParams();
  return <QueryView query={useCall(id)}>{(call) => <CallDetail key={call.id} call={call} />}</QueryView>;
}
