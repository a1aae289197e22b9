import type { Recording, RecordingOptions, RunningRecording } from '../calls/call-recordings.js';
import { type Message, type MessageLimits, takeMessage, transcriptOf } from '../calls/take-message.js';
import type { Next, Target } from '../documents/execution.js';
import { inBackground, type PlivoElement } from './element.js';
import type { PlivoContext, RunningPlivoCall } from './running-call.js';
import { bareNumber } from './wire-format.js';

/**
 * Records: the rest of the call (`recordSession`), the next dial (`startOnDialAnswer`), or else a message. Only the message
 * makes the document wait. Nothing is longer than `maxLength`, a minute unless said otherwise.
 */
export async function record(context: PlivoContext, one: PlivoElement): Promise<Next | undefined> {
  const { values } = one;
  if (values.flag('startOnDialAnswer', false)) {
    context.call.recordAtDialAnswer.push(optionsOf(context, one, 'startOnDialAnswer'));
    return undefined;
  }
  if (!values.flag('recordSession', false)) return recordMessage(context, one);
  const { recording } = context.call.recordings.begin(optionsOf(context, one, 'recordSession'));
  return proceed(context, one, recordingParams(recording, true));
}

function optionsOf(context: PlivoContext, { values }: PlivoElement, source: string): RecordingOptions {
  const url = values.url('callbackUrl');
  const callback = url ? { url, method: values.method('callbackMethod') } : undefined;
  return {
    source,
    channels: values.oneOf('recordChannelType', ['stereo', 'mono'], 'mono') === 'stereo' ? 2 : 1,
    track: 'both',
    maxSeconds: values.integer('maxLength', { min: 1, max: 86_400 }, 60),
    report: recordStop(context.call, callback),
  };
}

async function recordMessage(context: PlivoContext, one: PlivoElement): Promise<Next | undefined> {
  const { call } = context;
  const running = call.recordings.begin(optionsOf(context, one, 'message'));
  call.record.reachMoment('message');
  let message: Message | undefined;
  try {
    message = await takeMessage(context, limitsOf(context, one));
  } catch (error) {
    const recording = finish(context, one, running);
    const target = actionOf(one, recordingParams(recording));
    if (call.hungUp && target) inBackground(context, target);
    throw error;
  }
  if (!message) {
    call.recordings.discard(running);
    call.record.log('message', 'caller says nothing');
    return proceed(context, one, { ...recordingParams(running.recording), RecordUrl: '', RecordingID: '' });
  }
  const recording = finish(context, one, running, message.seconds);
  return proceed(context, one, { ...recordingParams(recording), Digits: message.key ?? '' });
}

function limitsOf(context: PlivoContext, { values }: PlivoElement): MessageLimits {
  return {
    silenceMs: values.integer('timeout', { min: 1, max: 3600 }, 15) * context.call.record.timing.secondMs,
    maxSeconds: values.integer('maxLength', { min: 1, max: 86_400 }, 60),
    finishOnKey: values.text('finishOnKey') ?? '#',
  };
}

function finish(context: PlivoContext, one: PlivoElement, running: RunningRecording, seconds?: number): Recording {
  const { call } = context;
  const recording = call.recordings.finish(running, seconds);
  call.record.log('message', `caller leaves a message (${recording.seconds} s)`, { recordingSid: recording.sid });
  reportTranscript(context, one, recording);
  return recording;
}

function actionOf({ values }: PlivoElement, params: Readonly<Record<string, string>>): Target | undefined {
  const url = values.url('action');
  const method = values.method('method');
  return url ? { kind: 'record-action', url, method, params: { Event: 'Record', ...params } } : undefined;
}

function proceed(context: PlivoContext, one: PlivoElement, params: Readonly<Record<string, string>>): Next | undefined {
  const target = actionOf(one, params);
  if (!target) return undefined;
  if (one.values.flag('redirect', true)) return { to: 'document', target };
  inBackground(context, target);
  return undefined;
}

/** Plivo's transcript arrives long after, in fields of another fashion. */
function reportTranscript({ call, ...context }: PlivoContext, { values }: PlivoElement, recording: Recording): void {
  const url = values.url('transcriptionUrl');
  if (!url) return;
  const method = values.method('transcriptionMethod');
  const transcription = transcriptOf({ call, ...context }, recording.seconds);
  const params = {
    transcription,
    transcription_charge: '0.00500',
    transcription_rate: '0.00500',
    duration: String(recording.seconds),
    call_uuid: recording.callSid,
    recording_id: recording.sid,
    error: transcription === '' ? 'transcription failed' : '',
  };
  call.recordings.reportLater(recording, { kind: 'transcription', method, url, params });
}

/** Plivo's fields of a recording; its length is -1 while it goes on. */
function recordingParams(recording: Recording, going = false): Record<string, string> {
  const startMs = recording.startedAt.getTime();
  const length = going ? -1 : recording.seconds;
  return {
    RecordUrl: recording.url,
    RecordingID: recording.sid,
    RecordingDuration: String(length),
    RecordingDurationMs: String(going ? -1 : length * 1000),
    RecordingStartMs: String(startMs),
    RecordingEndMs: String(going ? -1 : startMs + length * 1000),
  };
}

/** Reports to the callback URL that the file is there; Plivo reports nothing of a recording that is absent. */
function recordStop(
  { record }: RunningPlivoCall,
  callback: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined,
): RecordingOptions['report'] {
  return (recording, status) => {
    if (!callback || status !== 'completed') return undefined;
    const params = {
      Event: 'RecordStop',
      CallUUID: record.callSid,
      From: bareNumber(record.order.from),
      To: bareNumber(record.order.to),
      ...recordingParams(recording),
      RecordFile: recording.url,
    };
    return { kind: 'recording', ...callback, params };
  };
}
