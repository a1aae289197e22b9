import { type ConfigDocument, newOverride, organisationSettingsChange } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import { channelResource } from '../../apps/control/src/channels/channel.resource.js';
import type { ResourceTools } from '../../apps/control/src/configuration/resource.definition.js';
import { newDocument } from '../../apps/control/src/configuration/resource.document.js';
import { contactResource } from '../../apps/control/src/contacts/contact.resource.js';
import { integrationResource } from '../../apps/control/src/integrations/integration.resource.js';
import { lineResource } from '../../apps/control/src/lines/line.resource.js';
import { scheduleResource } from '../../apps/control/src/schedules/schedule.resource.js';
import { teamResource } from '../../apps/control/src/teams/team.resource.js';
import { userResource } from '../../apps/control/src/users/user.resource.js';

export const secretKey = '0123456789abcdef0123456789abcdef';

/** What control asks of a body before it stores what it makes of it. */
export const theDoor = {
  user: { kind: userResource, id: 'user_1' },
  schedule: { kind: scheduleResource, id: 'sched_1' },
  line: { kind: lineResource, id: 'line_1' },
  contact: { kind: contactResource, id: 'contact_1' },
  integration: { kind: integrationResource, id: 'int_1' },
  channel: { kind: channelResource, id: 'chan_1' },
  team: { kind: teamResource, id: 'team_1' },
} as const;

export type Kind = keyof typeof theDoor | 'override' | 'settings';
export type Bodies = Readonly<Record<Kind, unknown>>;
export type Documents = { [K in keyof typeof theDoor | 'settings']?: ConfigDocument<K> };

const tools = {
  cipher: new SecretCipher(secretKey),
  settings: { ingestUrl: 'http://127.0.0.1:3001', outboundAllowPrivate: false },
} as unknown as ResourceTools;

/** The documents that the API would store, this one among the valid ones; null where it refuses it. */
export function acceptedBy(door: typeof theDoor, kind: Kind, body: unknown, others?: Bodies): Documents | null {
  const documents: Documents = {};
  for (const [name, { kind: definition, id }] of Object.entries(door)) {
    const given = name === kind ? body : others?.[name as Kind];
    if (given === undefined && name !== kind) continue;
    const document = documentOf(definition as typeof userResource, id, given);
    if (!document) return null;
    Object.assign(documents, { [name]: document });
  }
  return withOverride(
    withSettings(documents, kind === 'settings' ? body : others?.settings),
    kind === 'override' ? body : others?.override,
  );
}

function documentOf(definition: typeof userResource, id: string, body: unknown): unknown {
  try {
    const { document } = newDocument(definition, id, definition.input.parse(body ?? {}), tools);
    return definition.faults(document, tools).length > 0 ? null : document;
  } catch (error) {
    assertRefusal(error);
    return null;
  }
}

/** A refusal has a reason; anything else is a defect of the door itself. */
function assertRefusal(error: unknown): void {
  if (!['ZodError', 'DomainError'].includes((error as Error).name) && !('issues' in (error as object))) throw error;
}

function withSettings(documents: Documents, body: unknown): Documents | null {
  if (body === undefined) return documents;
  const change = organisationSettingsChange.safeParse(body);
  if (!change.success) return null;
  const untouched = { id: 'organisation' as const, blockedPrefixes: [], allowedCountries: null, notifyFrom: null };
  return { ...documents, settings: { ...untouched, ...change.data } as ConfigDocument<'settings'> };
}

function withOverride(documents: Documents | null, body: unknown): Documents | null {
  if (!documents?.schedule || body === undefined) return documents;
  const parsed = newOverride.safeParse(body);
  if (!parsed.success) return null;
  const { startsAt, endsAt, ...taken } = parsed.data;
  const at = (instant: string): string => new Date(instant).toISOString();
  const override = {
    id: 'ovr_1',
    ...taken,
    startsAt: at(startsAt),
    endsAt: at(endsAt),
    createdBy: 'user_1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  return { ...documents, schedule: { ...documents.schedule, overrides: [override] } };
}
