import { useParams } from 'react-router';
import type { Line } from '../api/things.js';
import { BackLink } from '../ui/back-link.js';
import { DetailColumns } from '../ui/detail-columns.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { Section } from '../ui/section.js';
import { ConnectNumber } from './connect-number.js';
import { LineActions } from './line-actions.js';
import { LineMessages } from './line-messages.js';
import { LineSettings } from './line-settings.js';
import { LineStateBadge } from './line-state-badge.js';
import { PreviewPanel } from './preview-panel.js';
import { RingPlan } from './ring-plan.js';
import { TestModePanel } from './test-mode-panel.js';
import { useLine } from './use-lines.js';

function Connection({ line }: { readonly line: Line }) {
  return (
    <>
      <Section title="Test mode">
        <TestModePanel line={line} />
      </Section>
      <Section title="Who would be rung">
        <PreviewPanel lineId={line.id} />
      </Section>
      <Section title="Connect the number">
        <ConnectNumber line={line} />
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
            {line.number} <LineStateBadge line={line} />
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
