import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Integration } from '../api/resources.js';
import { ReferenceField, ReferencesField, SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { Form, useField } from '../form/form.js';
import { RowLink } from '../ui/data-table.js';
import { BackLink, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import classes from './integration-form.module.css';
import { integrationTypeWords, knownType, typeChoices, typeName } from './integration-types.js';
import { blankIntegration, integrationBody, type IntegrationValues, integrationValues } from './integration-values.js';
import { useIntegration, useSaveIntegration } from './integrations.queries.js';
import { MappingFields } from './mapping-fields.js';
import { MappingTrial } from './mapping-trial.js';
import { TimerFields, TypeFields } from './type-fields.js';

function RecipientFields() {
  return (
    <Stack gap="sm">
      <ReferenceField
        path="escalationPolicyId"
        label="Escalation policy"
        of="escalation-policies"
        placeholder="None"
        hint="Who is notified of its incidents, and who next when nobody acknowledges them"
      />
      <ReferencesField path="teamIds" label="Teams" of="teams" />
      <ReferencesField path="channelIds" label="Channels" hint="Each gets one message per incident" of="channels" />
    </Stack>
  );
}

const exampleNames: Partial<Record<IntegrationValues['type'], string>> = {
  email: 'UPS in the server room',
  heartbeat: 'Nightly backup',
  custom: 'Door alarm',
  webhook: 'Deployment scripts',
};

interface IntegrationFieldsProps {
  /** Null while it is new. */
  readonly integration: Integration | null;
  /** What the mapping is tried on at first. */
  readonly eventId: string | null;
}

function IntegrationFields({ integration, eventId }: IntegrationFieldsProps) {
  const { value: type } = useField<IntegrationValues['type']>('type');
  return (
    <Stack>
      <Section title="The monitor">
        <Stack gap="sm">
          <TextField path="name" label="Name" placeholder={exampleNames[type] ?? typeName(type)} required />
          <SelectField path="type" label="Type" hint={integrationTypeWords[type].about} choices={typeChoices} />
          <TypeFields type={type} integration={integration} />
        </Stack>
      </Section>
      {type === 'custom' ? (
        <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }} className={classes.templates}>
          <Section title="Templates">
            <MappingFields />
          </Section>
          <Section title="Try it">
            <MappingTrial integrationId={integration?.id ?? null} eventId={eventId} />
          </Section>
        </SimpleGrid>
      ) : null}
      <Section title="Who is told">
        <RecipientFields />
      </Section>
      <TimerFields />
    </Stack>
  );
}

interface IntegrationFormProps extends IntegrationFieldsProps {
  readonly initial: IntegrationValues;
}

function IntegrationForm({ integration, eventId, initial }: IntegrationFormProps) {
  const id = integration?.id ?? null;
  const save = useSaveIntegration(id);
  const navigate = useNavigate();
  return (
    <div className={classes.form}>
      <Form
        initial={initial}
        bodyOf={integrationBody}
        contract={({ newIntegration }) => newIntegration}
        submitLabel={id === null ? 'Create integration' : 'Save'}
        onSubmit={async (body) => navigate(`/integrations/${(await save.mutateAsync(body)).id}`)}
        onCancel={() => void navigate(id === null ? '/setup/integrations' : `/integrations/${id}`)}
      >
        <IntegrationFields integration={integration} eventId={eventId} />
      </Form>
    </div>
  );
}

/** The monitor is chosen first: what else is asked for depends on it. */
function TypeChoice() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {Object.entries(integrationTypeWords).map(([type, { name, about }]) => (
        <Paper key={type} component="li" withBorder p="md" pos="relative">
          <RowLink to={`/integrations/new?type=${type}`}>{name}</RowLink>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

export function NewIntegrationPage() {
  const [search] = useSearchParams();
  const type = search.get('type');
  if (type === null) {
    return (
      <>
        <PageHeader
          title="New integration"
          about="What reports to it? This can be changed later."
          before={<BackLink to="/setup/integrations">Integrations</BackLink>}
        />
        <TypeChoice />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={`New integration: ${typeName(type)}`}
        before={<BackLink to="/integrations/new">All monitors</BackLink>}
      />
      <IntegrationForm key={type} integration={null} eventId={null} initial={blankIntegration(knownType(type))} />
    </>
  );
}

export function EditIntegrationPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  return (
    <QueryView query={useIntegration(id)}>
      {(integration) => (
        <>
          <PageHeader
            title={`Edit ${integration.name}`}
            before={<BackLink to={`/integrations/${integration.id}`}>{integration.name}</BackLink>}
          />
          <IntegrationForm
            key={integration.id}
            integration={integration}
            eventId={search.get('event')}
            initial={integrationValues(integration)}
          />
        </>
      )}
    </QueryView>
  );
}
