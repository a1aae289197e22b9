import type { newTeam } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Team } from '../api/resources.js';
import { ReferencesField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { NamesOf, type Resource } from './resource-page.js';

type TeamValues = z.infer<typeof newTeam>;

function TeamFields() {
  return (
    <>
      <TextField path="name" label="Name" required />
      <TextField
        path="slug"
        label="Short name"
        hint="Lower-case letters, digits and dashes; stands in payloads"
        required
      />
      <ReferencesField path="memberIds" label="Members" of="users" />
    </>
  );
}

export const teams: Resource<Team, TeamValues> = {
  path: 'teams',
  title: 'Teams',
  one: 'team',
  about:
    'People who belong together. An escalation step that names a team notifies all of them; the teams of an integration stand in the payload of its incidents.',
  empty: 'Add a team to name it on integrations and in escalation policies.',
  deletion: 'Its members stay. A team that an integration or a policy names cannot be deleted.',
  columns: [
    { title: 'Team', cell: ({ name }) => <b>{name}</b> },
    { title: 'Short name', cell: ({ slug }) => slug },
    { title: 'Members', cell: ({ memberIds }) => <NamesOf of="users" ids={memberIds} /> },
  ],
  blank: { name: '', slug: '', memberIds: [] },
  valuesOf: ({ name, slug, memberIds }) => ({ name, slug, memberIds }),
  bodyOf: (values) => values,
  contract: ({ newTeam }) => newTeam,
  Fields: TeamFields,
};
