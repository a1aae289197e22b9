import type { Recording } from '../../calls/call-recordings.js';
import { type Answer, noContent } from '../../http/answer.js';
import { byteRange, wavTone } from '../../http/recording-media.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { dateTime } from '../wire-format.js';
import { listOf } from './list-of.js';
import { type PlivoAsked, plivoRoute } from './plivo-door.js';
import { notFound, withApiId } from './plivo-error.js';

const maxMediaSeconds = 600;

/** Recordings: what is known of them, their media, deleting them. One is there only when it is completed. */
export function recordingRoutes(simulator: Simulator): readonly Route[] {
  const owned = ({ account }: PlivoAsked): Recording[] =>
    [...simulator.plivo.recordings.values()].filter(
      ({ accountSid, status }) => accountSid === account.accountSid && status === 'completed',
    );
  const find = (asked: PlivoAsked): Recording => {
    const recording = owned(asked).find(({ sid }) => sid === asked.params['id']);
    if (!recording) throw notFound();
    return recording;
  };
  return [
    plivoRoute(simulator, 'GET', '/Recording/', (asked) => {
      const call = asked.query.get('call_uuid');
      const wanted = owned(asked).filter(({ callSid }) => call === null || callSid === call);
      return listOf(asked, wanted.reverse().map(resource));
    }),
    plivoRoute(simulator, 'GET', '/Recording/:id/', (asked) => withApiId(200, resource(find(asked)))),
    plivoRoute(simulator, 'DELETE', '/Recording/:id/', (asked) => {
      find(asked).status = 'deleted';
      return noContent;
    }),
    plivoRoute(simulator, 'GET', '/Recording/:id.mp3', (asked) => media(find(asked), asked)),
    plivoRoute(simulator, 'GET', '/Recording/:id.wav', (asked) => media(find(asked), asked)),
  ];
}

/** An `.mp3` is answered with a WAV: the length is what counts. */
function media({ seconds, channels }: Recording, { headers }: PlivoAsked): Answer {
  const { range } = headers;
  const file = wavTone(Math.min(seconds, maxMediaSeconds), channels);
  return byteRange(file, 'audio/x-wav', typeof range === 'string' ? range : undefined);
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
