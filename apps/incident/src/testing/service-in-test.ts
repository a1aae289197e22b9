import type { Settings } from '@ringdown/platform-config';
import { type DeadLetters, eventHandlerOf } from '@ringdown/platform-messaging';
import type { Database } from '@ringdown/platform-persistence';
import { type FixedClock, fixedClock } from '@ringdown/testkit';
import { AlertEffects } from '../alerts/alert-effects.js';
import { AlertRepository } from '../alerts/alert.repository.js';
import { ApplyAlerts } from '../alerts/apply-alerts.js';
import { CallIncidentRepository } from '../call-incidents/call-incident.repository.js';
import { CallIncidentsController } from '../call-incidents/call-incidents.controller.js';
import { CallIncidentsService } from '../call-incidents/call-incidents.service.js';
import { CallProgress } from '../call-incidents/call-progress.js';
import { FollowCalls } from '../call-incidents/follow-calls.js';
import { OpenForCall } from '../call-incidents/open-for-call.js';
import {
  type IncidentConfiguration,
  IncidentDeadlines,
  IncidentLifecycle,
  IncidentRepository,
  OccurrenceRepository,
} from '../incidents/index.js';
import { IncidentBulkService } from '../incidents/incident-bulk.service.js';
import { DueIncidents } from '../incidents/due-incidents.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { IncidentService } from '../incidents/incident.service.js';
import type { IncidentTimers } from '../incidents/incident-deadlines.js';
import { silent } from './migrated-database.js';

const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;

/** What people do with incidents, and what they see of them. */
export type IncidentsInTest = IncidentService & Pick<IncidentReader, 'get' | 'list' | 'listOccurrences' | 'ruleEvent'>;

const both = (service: IncidentService, reader: IncidentReader): IncidentsInTest =>
  Object.assign(service, {
    get: reader.get.bind(reader),
    list: reader.list.bind(reader),
    listOccurrences: reader.listOccurrences.bind(reader),
    ruleEvent: reader.ruleEvent.bind(reader),
  });

/** The classes of the service, put together on one database and one configuration. */
export function serviceInTest(
  database: Database,
  configuration: IncidentConfiguration,
  clock: FixedClock = fixedClock('2026-01-05T09:00:00.000Z'),
) {
  const repository = new IncidentRepository(database);
  const occurrences = new OccurrenceRepository(database, clock, silent);
  const lifecycle = new IncidentLifecycle(database, repository, occurrences, configuration, clock);
  const timers = { rearm: () => Promise.resolve() } as unknown as IncidentTimers;
  const deadLetters = { isBehind: () => Promise.resolve(false) } as unknown as DeadLetters;
  const due = new DueIncidents(database, repository, lifecycle, deadLetters);
  const deadlines = new IncidentDeadlines(due, timers, silent);
  const reader = new IncidentReader(database, repository, occurrences, configuration, clock);
  const incidents = both(new IncidentService(database, repository, lifecycle, deadlines, reader), reader);
  const calls = new CallIncidentRepository(repository);
  const callIncidents = new CallIncidentsService(database, repository, calls, lifecycle, clock);
  const opening = new OpenForCall(calls, lifecycle, configuration, settings, silent);
  const progress = new CallProgress(calls, repository, lifecycle, settings);
  const alerts = new AlertRepository();
  return {
    repository,
    occurrences,
    due,
    deadlines,
    bulk: new IncidentBulkService(database, repository, lifecycle, deadlines, clock),
    incidents,
    callIncidents: new CallIncidentsController(callIncidents, reader, configuration),
    followCalls: eventHandlerOf(new FollowCalls(calls, opening, progress)),
    applyAlerts: eventHandlerOf(new ApplyAlerts(repository, occurrences, lifecycle, deadlines, alerts)),
    effects: new AlertEffects(database, alerts, occurrences, clock),
  };
}
