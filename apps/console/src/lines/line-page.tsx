import { useParams } from 'react-router';
import type { Line } from '../api/things.js';
import { BackLink } from '../ui/back-link.js';
import { DetailColumns } from '../ui/detail-columns.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { Section } from '../ui/section.js';
import { LineActions } from './line-actions.js';
import { LineMessages } from './line-messages.js';
import { LineSettings } from './line-settings.js';
import { LineStateBadge } from './line-state-badge.js';
import { RingPlan } from './ring-plan.js';
import { useLine } from './use-lines.js';
import { WebhookHints } from './webhook-hints.js';

function Connection({ line }: { readonly line: Line }) {
  return (
    <>
      <Section title="Connect the number">
        <WebhookHints webhook={line.webhook} number={line.number} />
      </Section>
      <Section title="Messages">
        <LineMessages messages={line.messages} />
      </Section>
    </>
  );
}

function Particulars({ line }: { readonly line: Line }) {
  return (
    <>
      <Section title="Who is rung">
        <RingPlan line={line} />
      </Section>
      <Section title="Settings">
        <LineSettings line={line} />
      </Section>
    </>
  );
}

function LineDetail({ line }: { readonly line: Line }) {
  return (
    <>
      <PageHeader
        title={line.name}
        before={<BackLink to="/lines">Lines</BackLink>}
        about={
          <>
            {line.number} <LineStateBadge enabled={line.enabled} />
          </>
        }
        actions={<LineActions line={line} />}
      />
      <DetailColumns main={<Connection line={line} />} side={<Particulars line={line} />} />
    </>
  );
}

export function LinePage() {
  const { id = '' } = useParams();
  return <QueryView query={useLine(id)}>{(line) => <LineDetail line={line} />}</QueryView>;
}
