import type { Settings } from '@ringdown/platform-config';
import { type DeadLetters, eventHandlerOf } from '@ringdown/platform-messaging';
import type { Database } from '@ringdown/platform-persistence';
import { type FixedClock, fixedClock } from '@ringdown/testkit';
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
  IncidentService,
  OccurrenceRepository,
} from '../incidents/index.js';
import { IncidentBulkService } from '../incidents/incident-bulk.service.js';
import type { IncidentTimers } from '../incidents/incident-deadlines.js';
import { silent } from './migrated-database.js';

const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;

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
  const deadlines = new IncidentDeadlines(database, repository, lifecycle, timers, deadLetters, clock, silent);
  const incidents = new IncidentService(database, repository, occurrences, lifecycle, configuration, deadlines, clock);
  const calls = new CallIncidentRepository(repository);
  const callIncidents = new CallIncidentsService(database, repository, calls, lifecycle, clock);
  const opening = new OpenForCall(calls, lifecycle, configuration, settings, silent);
  const progress = new CallProgress(calls, repository, lifecycle, settings);
  return {
    repository,
    occurrences,
    deadlines,
    bulk: new IncidentBulkService(database, repository, lifecycle, deadlines, clock),
    incidents,
    callIncidents: new CallIncidentsController(callIncidents, incidents, configuration),
    followCalls: eventHandlerOf(new FollowCalls(calls, opening, progress)),
    applyAlerts: eventHandlerOf(
      new ApplyAlerts(
        database,
        configuration,
        repository,
        occurrences,
        lifecycle,
        deadlines,
        new AlertRepository(),
        clock,
      ),
    ),
  };
}
