import { Badge, Box, Group, Stack, Text } from '@mantine/core';
import { numberRanges } from '@ringdown/contracts';
import type { AlertRule } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { ChoicesField, ReferenceField, ReferencesField, SelectField } from '../form/choice-fields.js';
import { NumberField, SuggestField, SwitchField, TagsField, TextField, ZoneField } from '../form/fields.js';
import { useField } from '../form/form.js';
import { RowsField } from '../form/list-fields.js';
import { priorityChoices, severityChoices } from '../incidents/incident-words.js';
import { AlertRuleActions } from './alert-rule-actions.js';
import {
  alertRuleBody,
  alertRuleValues,
  type AlertRuleValues,
  blankAlertRule,
  blankCondition,
  blankGroup,
  opFor,
  thenWords,
  whenWords,
} from './alert-rule-values.js';
import type { Resource } from './resource-page.js';

const fields = [
  'title',
  'severity',
  'priority',
  'source',
  'integrationId',
  'lineId',
  'caller',
  'body',
  'time',
  'occurrences',
];
const textOps = [
  { value: 'contains', label: 'contains' },
  { value: 'not_contains', label: 'does not contain' },
  { value: 'equals', label: 'is' },
  { value: 'not_equals', label: 'is not' },
  { value: 'in', label: 'is one of' },
  { value: 'matches', label: 'matches (RE2)' },
];
const wordChoices = [
  { value: 'all', label: 'All of these hold' },
  { value: 'any', label: 'Any of these holds' },
];
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((value) => ({ value, label: value }));
const collections: Readonly<Record<string, string>> = { integrationId: 'integrations', lineId: 'lines' };
const { ruleCount, ruleMinutes, incidentTimerMinutes } = numberRanges;

/** What a field is compared with: hours for the time, a count for occurrences, else a text or several. */
function ConditionValueFields({
  path,
  field,
  op,
}: {
  readonly path: string;
  readonly field: string;
  readonly op: string;
}) {
  const of = collections[field];
  if (op === 'within') {
    return (
      <>
        <ChoicesField path={`${path}.days`} label="Days" choices={days} />
        <TextField path={`${path}.from`} label="From" type="time" />
        <TextField path={`${path}.to`} label="To" type="time" />
        <ZoneField path={`${path}.zone`} label="Time zone" />
      </>
    );
  }
  if (op === 'at_least') {
    return (
      <>
        <Box w={110}>
          <NumberField path={`${path}.count`} label="At least" range={ruleCount} unit="times" />
        </Box>
        <Box w={130}>
          <NumberField
            path={`${path}.withinMinutes`}
            label="Within"
            range={ruleMinutes}
            unit="min"
            placeholder="Ever"
          />
        </Box>
      </>
    );
  }
  if (op === 'in' && of !== undefined) return <ReferencesField path={`${path}.values`} label="Value" of={of} />;
  if (op === 'in') return <TagsField path={`${path}.values`} label="Value" />;
  if (of !== undefined && op.endsWith('equals'))
    return <ReferenceField path={`${path}.text`} label="Value" of={of} required />;
  return <TextField path={`${path}.text`} label="Value" />;
}

function ConditionFields({ path }: { readonly path: string }) {
  const { value: field } = useField<string>(`${path}.field`);
  const { value: chosen } = useField<string>(`${path}.op`);
  const op = opFor({ field, op: chosen });
  return (
    <>
      <Box w={170}>
        <SuggestField path={`${path}.field`} label="Field" suggestions={fields} placeholder="body.labels.host" />
      </Box>
      {op === 'within' || op === 'at_least' ? null : (
        <Box w={150}>
          <SelectField path={`${path}.op`} label="Comparison" choices={textOps} />
        </Box>
      )}
      <ConditionValueFields path={path} field={field} op={op} />
    </>
  );
}

function ConditionsField({ path, hint }: { readonly path: string; readonly hint: string }) {
  return (
    <RowsField
      path={path}
      label="Condition"
      hint={hint}
      addLabel="Add a condition"
      blank={blankCondition}
      row={(row) => <ConditionFields path={row} />}
    />
  );
}

function WhenFields() {
  return (
    <>
      <SelectField path="when.word" label="When" choices={wordChoices} />
      <ConditionsField
        path="when.conditions"
        hint="“contains” takes no account of case. A part of the body goes by its path: body.alerts.0.labels.host. Without any condition the rule always acts."
      />
      <RowsField
        path="when.groups"
        label="Group"
        hint="A group counts as one condition of its own."
        addLabel="Add a group"
        blank={blankGroup}
        row={(group) => (
          <Stack style={{ flex: 1 }}>
            <SelectField path={`${group}.word`} label="When" choices={wordChoices} />
            <ConditionsField path={`${group}.conditions`} hint="Within the group." />
          </Stack>
        )}
      />
    </>
  );
}

function ThenFields() {
  return (
    <>
      <ReferencesField path="then.channelIds" label="Tell channels, too" of="channels" />
      <ReferencesField path="then.responderIds" label="Add responders" of="users" />
      <Group grow align="flex-start">
        <SelectField path="then.priority" label="Set the priority" choices={priorityChoices} clearable />
        <SelectField path="then.severity" label="Set the severity" choices={severityChoices} clearable />
      </Group>
      <ReferenceField path="then.escalationPolicyId" label="Escalate by" of="escalation-policies" />
      <ReferenceField path="then.integrationId" label="List under" of="integrations" />
      <NumberField
        path="then.resolveAfterMinutes"
        label="Resolve by itself after"
        range={incidentTimerMinutes}
        unit="min"
      />
      <SwitchField path="then.suppress" label="Suppress: it is listed, escalates and notifies nobody" />
      <SwitchField path="then.acknowledge" label="Acknowledge" />
      <SwitchField path="then.resolve" label="Resolve" />
      <SwitchField path="then.stop" label="Look at no later rule" />
    </>
  );
}

function AlertRuleFields() {
  return (
    <>
      <TextField path="name" label="Name" required />
      <SwitchField path="enabled" label="In use" />
      <WhenFields />
      <ThenFields />
    </>
  );
}

/** What a rule does, in words. */
export function ThenWords({ then }: Pick<AlertRule, 'then'>) {
  const channelName = useNames('channels');
  const personName = useNames('users');
  const policyName = useNames('escalation-policies');
  const integrationName = useNames('integrations');
  const nameOf = { channel: channelName, person: personName, policy: policyName, integration: integrationName };
  return <Text size="sm">{thenWords(then, nameOf)}</Text>;
}

export const alertRules: Resource<AlertRule, AlertRuleValues> = {
  path: 'alert-rules',
  title: 'Alert rules',
  one: 'rule',
  about: 'What happens to incidents by itself as they open and at each occurrence, rule after rule in this order.',
  empty: 'A rule says when it acts, and what it does: tell a channel, set the severity, suppress, and more.',
  deletion: 'What it has done to incidents stays.',
  columns: [
    { title: 'Order', cell: ({ position }) => position },
    {
      title: 'Rule',
      cell: ({ name, enabled }) => (
        <>
          <b>{name}</b> {enabled ? null : <Badge color="gray">Off</Badge>}
        </>
      ),
    },
    { title: 'When', cell: ({ when }) => <Text size="sm">{whenWords(when)}</Text>, wideOnly: true },
    { title: 'Then', cell: ({ then }) => <ThenWords then={then} />, wideOnly: true },
  ],
  blank: blankAlertRule,
  valuesOf: alertRuleValues,
  bodyOf: alertRuleBody,
  contract: ({ newAlertRule }) => newAlertRule,
  Fields: AlertRuleFields,
  Actions: AlertRuleActions,
};
