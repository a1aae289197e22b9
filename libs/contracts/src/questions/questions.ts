import { z } from 'zod';
import { actor } from '../events/incident.events.js';
import { call, callChange, callsQuery } from '../rest/call.js';
import { deliveriesQuery, delivery } from '../rest/delivery.js';
import { incident, incidentChange, incidentNote, incidentsQuery, newIncident } from '../rest/incident.js';
import { page } from '../rest/lists.js';
import { question } from './question.js';

const byId = z.object({ id: z.string() });

/** Answered by apps/call-routing. */
export const callQuestions = {
  list: question('calls.list', callsQuery, page(call)),
  get: question('calls.get', byId, call),
  change: question('calls.change', byId.extend({ change: callChange }), call),
  /** Live calls of a line: a line in use is not deleted. */
  liveOnLine: question('calls.live-on-line', z.object({ lineId: z.string() }), z.object({ count: z.number().int() })),
  /** Where the provider keeps the audio of a call, and with whose account it is fetched. Fails `not-found` until it is there. */
  media: question(
    'calls.media',
    byId.extend({ kind: z.enum(['recording', 'voicemail']) }),
    z.object({ providerUrl: z.url(), providerAccountId: z.string() }),
  ),
} as const;

const act = byId.extend({ by: actor });

/** Answered by apps/incident. */
export const incidentQuestions = {
  list: question('incidents.list', incidentsQuery, page(incident)),
  get: question('incidents.get', byId, incident),
  open: question('incidents.open', newIncident.extend({ by: actor }), incident),
  acknowledge: question('incidents.acknowledge', act, incident),
  resolve: question('incidents.resolve', act, incident),
  reopen: question('incidents.reopen', act, incident),
  note: question('incidents.note', act.extend({ note: incidentNote }), incident),
  change: question('incidents.change', act.extend({ change: incidentChange }), incident),
} as const;

/** Answered by apps/notification. */
export const deliveryQuestions = {
  list: question('deliveries.list', deliveriesQuery, page(delivery)),
  resend: question('deliveries.resend', byId, delivery),
  /** Sends a test message to a channel and tells what the other side answered. */
  testChannel: question(
    'deliveries.test-channel',
    z.object({ channelId: z.string() }),
    z.object({ ok: z.boolean(), detail: z.string() }),
  ),
} as const;
