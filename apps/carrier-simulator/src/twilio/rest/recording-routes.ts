import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Recording } from '../../calls/call-recordings.js';
import { sendMedia } from '../../http/recording-media.js';
import type { Simulator } from '../../simulator.js';
import { reportTo } from '../recording-verbs.js';
import {
  accountOf,
  formOf,
  notFound,
  pageOf,
  TwilioError,
  type TwilioRequest,
  type TwilioRoute,
} from './api-request.js';
import { ownCall } from './call-routes.js';

/** Recordings: what is known of them, their media, deleting them, and beginning one on a live call. */
export function recordingRoutes(api: FastifyInstance, simulator: Simulator): void {
  const find = (request: TwilioRequest): Recording => {
    const recording = simulator.twilio.recordings.get(request.params.sid);
    if (recording?.accountSid !== accountOf(request).accountSid || recording.status === 'deleted')
      throw notFound(request);
    return recording;
  };
  const list = (request: TwilioRequest, callSid: string | undefined): object => {
    const { accountSid } = accountOf(request);
    const all = [...simulator.twilio.recordings.values()].filter(
      (one) => one.accountSid === accountSid && one.callSid === (callSid ?? one.callSid) && one.status !== 'deleted',
    );
    return pageOf(request, 'recordings', all.reverse().map(resource));
  };
  api.get<TwilioRoute>('/:account/Recordings.json', (request) => list(request, request.query['CallSid']));
  api.get<TwilioRoute>('/:account/Calls/:sid/Recordings.json', (request) => list(request, request.params.sid));
  api.post<TwilioRoute>('/:account/Calls/:sid/Recordings.json', (request, reply) =>
    reply.code(201).send(resource(beginRecording(simulator, request))),
  );
  api.get<TwilioRoute>('/:account/Recordings/:sid.json', (request) => resource(find(request)));
  for (const path of ['/:account/Recordings/:sid.json', '/:account/Recordings/:sid'])
    api.delete<TwilioRoute>(path, (request, reply) => {
      find(request).status = 'deleted';
      return reply.code(204).send();
    });
  for (const path of ['/:account/Recordings/:sid.mp3', '/:account/Recordings/:sid.wav', '/:account/Recordings/:sid'])
    api.get<TwilioRoute>(path, (request, reply) => media(request, reply, find(request)));
}

function beginRecording(simulator: Simulator, request: TwilioRequest): Recording {
  const call = ownCall(simulator, request);
  if (!call) throw notFound(request);
  if (call.hungUp || !call.answered)
    throw new TwilioError(400, 21220, 'Requested resource is not eligible for recording');
  const form = formOf(request);
  const url = form.get('RecordingStatusCallback');
  const method = form.get('RecordingStatusCallbackMethod') === 'GET' ? 'GET' : 'POST';
  const events = form.getAll('RecordingStatusCallbackEvent');
  const { recording } = call.recordings.begin({
    source: 'StartCallRecordingAPI',
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    track: form.get('RecordingTrack') ?? 'both',
    report: reportTo(url ? { url, method, events: events.length > 0 ? events : ['completed'] } : undefined),
  });
  return recording;
}

/** The media is there only once the recording is completed. */
function media(request: TwilioRequest, reply: FastifyReply, { status, seconds, channels }: Recording): FastifyReply {
  if (status !== 'completed') throw notFound(request);
  return sendMedia(reply, { seconds, channels: request.query['RequestedChannels'] === '2' ? 2 : channels });
}

function resource(recording: Recording): object {
  const { sid, accountSid, callSid, seconds, status, channels, source, track, startedAt, url } = recording;
  return {
    sid,
    account_sid: accountSid,
    call_sid: callSid,
    duration: status === 'in-progress' ? null : String(seconds),
    status,
    channels,
    source,
    track,
    start_time: startedAt.toUTCString().replace('GMT', '+0000'),
    media_url: url,
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.json`,
  };
}
