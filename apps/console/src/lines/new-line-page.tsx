import { BackLink } from '../ui/back-link.js';
import { PageHeader } from '../ui/page-header.js';
import { LineForm } from './line-form.js';

export function NewLinePage() {
  return (
    <>
      <PageHeader title="New line" before={<BackLink to="/lines">Lines</BackLink>} />
      <LineForm line={null} />
    </>
  );
}
