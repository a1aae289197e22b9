import type { Recording } from '../../calls/call-recordings.js';
import { type Answer, json, noContent } from '../../http/answer.js';
import { byteRange, wavTone } from '../../http/recording-media.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { reportTo } from '../recording-verbs.js';
import { ownCall } from './call-routes.js';
import { pageOf } from './page-of.js';
import { type RestAsked, restRoute } from './rest-door.js';
import { notFound, RestError } from './rest-error.js';

const maxMediaSeconds = 600;

/** Recordings: what is known of them, their media, deleting them, and beginning one on a live call. */
export function recordingRoutes(simulator: Simulator): readonly Route[] {
  return [
    restRoute(simulator, 'GET', '/Recordings.json', (asked) =>
      listRecordings(simulator, asked, asked.query.get('CallSid')),
    ),
    restRoute(simulator, 'GET', '/Calls/:sid/Recordings.json', (asked) =>
      listRecordings(simulator, asked, asked.params['sid'] ?? null),
    ),
    restRoute(simulator, 'POST', '/Calls/:sid/Recordings.json', (asked) => beginRecording(simulator, asked)),
    restRoute(simulator, 'GET', '/Recordings/:recording.json', (asked) => json(200, resource(own(simulator, asked)))),
    restRoute(simulator, 'DELETE', '/Recordings/:recording.json', (asked) => remove(own(simulator, asked))),
    restRoute(simulator, 'DELETE', '/Recordings/:recording', (asked) => remove(own(simulator, asked))),
    restRoute(simulator, 'GET', '/Recordings/:recording.mp3', (asked) => media(own(simulator, asked), asked)),
    restRoute(simulator, 'GET', '/Recordings/:recording.wav', (asked) => media(own(simulator, asked), asked)),
    restRoute(simulator, 'GET', '/Recordings/:recording', (asked) => media(own(simulator, asked), asked)),
  ];
}

function own(simulator: Simulator, { params, path, account }: RestAsked): Recording {
  const recording = simulator.twilio.recordings.get(params['recording'] ?? '');
  if (recording?.accountSid !== account.accountSid || recording.status === 'deleted') throw notFound(path);
  return recording;
}

function listRecordings(simulator: Simulator, asked: RestAsked, callSid: string | null): Answer {
  const { account } = asked;
  const all = [...simulator.twilio.recordings.values()].filter(
    (one) =>
      one.accountSid === account.accountSid && one.callSid === (callSid ?? one.callSid) && one.status !== 'deleted',
  );
  return json(200, pageOf(asked, 'recordings', all.reverse().map(resource)));
}

function beginRecording(simulator: Simulator, asked: RestAsked): Answer {
  const call = ownCall(simulator, asked);
  if (!call) throw notFound(asked.path);
  if (call.hungUp || !call.answered)
    throw new RestError(400, 21220, 'Requested resource is not eligible for recording');
  const { form } = asked;
  const url = form.get('RecordingStatusCallback');
  const method = form.get('RecordingStatusCallbackMethod') === 'GET' ? 'GET' : 'POST';
  const events = form.getAll('RecordingStatusCallbackEvent');
  const { recording } = call.recordings.begin({
    source: 'StartCallRecordingAPI',
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    track: form.get('RecordingTrack') ?? 'both',
    report: reportTo(url ? { url, method, events: events.length > 0 ? events : ['completed'] } : undefined),
  });
  return json(201, resource(recording));
}

function remove(recording: Recording): Answer {
  recording.status = 'deleted';
  return noContent;
}

/** The media is there only once the recording is completed. An `.mp3` is answered with the WAV: the length is what counts. */
function media(recording: Recording, asked: RestAsked): Answer {
  if (recording.status !== 'completed') throw notFound(asked.path);
  const channels = asked.query.get('RequestedChannels') === '2' ? 2 : recording.channels;
  const file = wavTone(Math.min(recording.seconds, maxMediaSeconds), channels);
  const { range } = asked.headers;
  return byteRange(file, 'audio/x-wav', typeof range === 'string' ? range : undefined);
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
