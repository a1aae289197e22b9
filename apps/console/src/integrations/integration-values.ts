import { defaultGraceMinutes, type IntegrationType, type newIntegration } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Integration } from '../api/resources.js';
import { knownType } from './integration-types.js';

type Body = z.input<typeof newIntegration>;
type Mapping = NonNullable<Integration['mapping']>;

interface LinkValues {
  readonly text: string;
  readonly href: string;
}

/** Every template as the form shows it; one that is empty maps nothing. */
export interface MappingValues {
  readonly title: string;
  readonly key: string;
  readonly status: string;
  readonly severity: string;
  readonly priority: string;
  readonly body: string;
  readonly links: readonly LinkValues[];
}

/** The fields of every type, so that what was typed is still there when the type is changed back; only its own are sent. */
export interface IntegrationValues {
  readonly name: string;
  readonly type: IntegrationType;
  readonly mapping: MappingValues;
  readonly everyMinutes: number | null;
  readonly graceMinutes: number | null;
  readonly subjectWords: { readonly resolve: readonly string[]; readonly trigger: readonly string[] };
  readonly clientSecret: string;
  readonly removesClientSecret: boolean;
  readonly escalationPolicyId: string | null;
  readonly teamIds: readonly string[];
  readonly channelIds: readonly string[];
  readonly ackTimeoutMinutes: number | null;
  readonly resolveAfterMinutes: number | null;
  readonly flapping: { readonly opens: number | null; readonly withinMinutes: number | null };
}

export const blankLink: LinkValues = { text: '', href: '' };
const blankMapping: MappingValues = {
  title: '',
  key: '',
  status: '',
  severity: '',
  priority: '',
  body: '',
  links: [],
};

export const blankIntegration = (type: IntegrationType): IntegrationValues => ({
  name: '',
  type,
  mapping: blankMapping,
  everyMinutes: null,
  graceMinutes: defaultGraceMinutes,
  subjectWords: { resolve: [], trigger: [] },
  clientSecret: '',
  removesClientSecret: false,
  escalationPolicyId: null,
  teamIds: [],
  channelIds: [],
  ackTimeoutMinutes: null,
  resolveAfterMinutes: null,
  flapping: { opens: null, withinMinutes: null },
});

/** The API leaves out what is not mapped: nothing in its answer is undefined. */
const mappingValues = (mapping: Integration['mapping']): MappingValues =>
  ({ ...blankMapping, ...mapping }) as MappingValues;

export const integrationValues = (integration: Integration): IntegrationValues => ({
  name: integration.name,
  type: knownType(integration.type),
  mapping: mappingValues(integration.mapping),
  everyMinutes: integration.everyMinutes,
  graceMinutes: integration.graceMinutes ?? defaultGraceMinutes,
  subjectWords: integration.subjectWords ?? { resolve: [], trigger: [] },
  clientSecret: '',
  removesClientSecret: false,
  escalationPolicyId: integration.escalationPolicyId,
  teamIds: integration.teamIds,
  channelIds: integration.channelIds,
  ackTimeoutMinutes: integration.ackTimeoutMinutes,
  resolveAfterMinutes: integration.resolveAfterMinutes,
  flapping: integration.flapping ?? { opens: null, withinMinutes: null },
});

/** The templates that say something; a place in the list of links stays the place that the form shows it at. */
export function mappingBody({ title, links, ...others }: MappingValues): Mapping {
  const mapped = Object.entries(others).filter(([, template]) => template.trim() !== '');
  return { title, ...Object.fromEntries(mapped), ...(links.length === 0 ? {} : { links: [...links] }) };
}

/** Without any template everything is read as our own format, so that a first event can come before they are written. */
const isBlank = ({ links, ...templates }: MappingValues): boolean =>
  links.length === 0 && Object.values(templates).every((template) => template.trim() === '');

/** Undefined keeps what is stored, null takes it away. */
function clientSecretBody({ type, clientSecret, removesClientSecret }: IntegrationValues): string | null | undefined {
  if (type !== 'sentry') return null;
  const typed = clientSecret.trim();
  if (typed !== '') return typed;
  return removesClientSecret ? null : undefined;
}

function subjectWordsBody({ type, subjectWords: { resolve, trigger } }: IntegrationValues): Body['subjectWords'] {
  const isUsual = type !== 'email' || resolve.length + trigger.length === 0;
  return isUsual ? null : { resolve: [...resolve], trigger: [...trigger] };
}

const flappingBody = ({ opens, withinMinutes }: IntegrationValues['flapping']): Body['flapping'] =>
  opens === null && withinMinutes === null ? null : ({ opens, withinMinutes } as Body['flapping']);

/** What belongs to another type is taken away. */
export function integrationBody(values: IntegrationValues): Body {
  const { type, mapping, everyMinutes, graceMinutes } = values;
  return {
    name: values.name,
    type,
    mapping: type === 'custom' && !isBlank(mapping) ? mappingBody(mapping) : null,
    everyMinutes: type === 'heartbeat' ? everyMinutes : null,
    graceMinutes: type === 'heartbeat' ? graceMinutes : null,
    subjectWords: subjectWordsBody(values),
    clientSecret: clientSecretBody(values),
    escalationPolicyId: values.escalationPolicyId,
    teamIds: [...values.teamIds],
    channelIds: [...values.channelIds],
    ackTimeoutMinutes: values.ackTimeoutMinutes,
    resolveAfterMinutes: values.resolveAfterMinutes,
    flapping: flappingBody(values.flapping),
  };
}
