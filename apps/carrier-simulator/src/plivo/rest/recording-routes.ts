import type { FastifyInstance } from 'fastify';
import type { Recording } from '../../calls/call-recordings.js';
import { sendMedia } from '../../http/recording-media.js';
import type { Simulator } from '../../simulator.js';
import { dateTime } from '../wire-format.js';
import { accountOf, listOf, notFound, type PlivoRequest, type PlivoRoute, withApiId } from './api-request.js';

/** Recordings: what is known of them, their media, deleting them. One is there only when it is completed. */
export function recordingRoutes(api: FastifyInstance, { plivo }: Simulator): void {
  const owned = (request: PlivoRequest): Recording[] =>
    [...plivo.recordings.values()].filter(
      ({ accountSid, status }) => accountSid === accountOf(request).accountSid && status === 'completed',
    );
  const find = (request: PlivoRequest): Recording => {
    const recording = owned(request).find(({ sid }) => sid === request.params.id);
    if (!recording) throw notFound();
    return recording;
  };
  api.get<PlivoRoute>('/:account/Recording/', (request) => {
    const call = request.query['call_uuid'];
    const wanted = owned(request).filter(({ callSid }) => call === undefined || callSid === call);
    return listOf(request, wanted.reverse().map(resource));
  });
  api.get<PlivoRoute>('/:account/Recording/:id/', (request) => withApiId(resource(find(request))));
  api.delete<PlivoRoute>('/:account/Recording/:id/', (request, reply) => {
    find(request).status = 'deleted';
    return reply.code(204).send();
  });
  for (const path of ['/:account/Recording/:id.mp3', '/:account/Recording/:id.wav'])
    api.get<PlivoRoute>(path, (request, reply) => sendMedia(reply, find(request)));
}

function resource({ sid, accountSid, callSid, seconds, startedAt, url, channels }: Recording): object {
  const startMs = startedAt.getTime();
  return {
    recording_id: sid,
    call_uuid: callSid,
    conference_name: null,
    recording_type: 'call',
    recording_format: 'mp3',
    recording_url: url,
    recording_duration_ms: `${seconds * 1000}.00000`,
    recording_start_ms: `${startMs}.00000`,
    recording_end_ms: `${startMs + seconds * 1000}.00000`,
    record_channel_type: channels === 2 ? 'stereo' : 'mono',
    add_time: `${dateTime(startMs)}+00:00`,
    resource_uri: `/v1/Account/${accountSid}/Recording/${sid}/`,
  };
}
