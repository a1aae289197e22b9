import { useParams } from 'react-router';
import { BackLink } from '../ui/back-link.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { LineForm } from './line-form.js';
import { useLine } from './use-lines.js';

export function EditLinePage() {
  const { id = '' } = useParams();
  return (
    <QueryView query={useLine(id)}>
      {(line) => (
        <>
          <PageHeader title={`Edit ${line.name}`} before={<BackLink to={`/lines/${line.id}`}>{line.name}</BackLink>} />
          <LineForm key={line.id} line={line} />
        </>
      )}
    </QueryView>
  );
}
