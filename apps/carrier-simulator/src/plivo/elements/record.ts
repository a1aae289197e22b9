import type { RecordingWish, RunningRecording } from '../../core/call-recordings.js';
import type { Recording } from '../../core/recording.js';
import { type Message, type MessageLimits, takeMessage, transcriptOf } from '../../core/take-message.js';
import type { Next, Target } from '../../core/target.js';
import { inBackground } from '../in-background.js';
import type { PlivoStage } from '../plivo-call.js';
import type { PlivoElement } from '../plivo-element.js';
import { recordingParams, recordStop } from '../recording-reports.js';

/**
 * Records: the rest of the call (`recordSession`), the next dial (`startOnDialAnswer`), or else a message. Only the message
 * makes the document wait. Nothing is longer than `maxLength`, a minute unless said otherwise.
 */
export async function record(stage: PlivoStage, one: PlivoElement): Promise<Next | undefined> {
  const { values } = one;
  if (values.flag('startOnDialAnswer', false)) {
    stage.call.recordAtDialAnswer.push(wishOf(stage, one, 'startOnDialAnswer'));
    return undefined;
  }
  if (!values.flag('recordSession', false)) return recordMessage(stage, one);
  const { recording } = stage.call.recordings.begin(wishOf(stage, one, 'recordSession'));
  return proceed(stage, one, recordingParams(recording, true));
}

function wishOf(stage: PlivoStage, { values }: PlivoElement, source: string): RecordingWish {
  const url = values.url('callbackUrl');
  const callback = url ? { url, method: values.method('callbackMethod') } : undefined;
  return {
    source,
    channels: values.oneOf('recordChannelType', ['stereo', 'mono'], 'mono') === 'stereo' ? 2 : 1,
    track: 'both',
    longest: values.whole('maxLength', { min: 1, max: 86_400 }, 60),
    report: recordStop(stage.call, callback),
  };
}

async function recordMessage(stage: PlivoStage, one: PlivoElement): Promise<Next | undefined> {
  const { call } = stage;
  const running = call.recordings.begin(wishOf(stage, one, 'message'));
  call.file.reach('message');
  let message: Message | undefined;
  try {
    message = await takeMessage(stage, limitsOf(stage, one));
  } catch (error) {
    const recording = finish(stage, one, running);
    const target = actionOf(one, recordingParams(recording));
    if (call.hungUp && target) inBackground(stage, target);
    throw error;
  }
  if (!message) {
    call.recordings.discard(running);
    call.file.tell('message', 'caller says nothing');
    return proceed(stage, one, { ...recordingParams(running.recording), RecordUrl: '', RecordingID: '' });
  }
  const recording = finish(stage, one, running, message.seconds);
  return proceed(stage, one, { ...recordingParams(recording), Digits: message.key ?? '' });
}

function limitsOf(stage: PlivoStage, { values }: PlivoElement): MessageLimits {
  return {
    silenceMs: values.whole('timeout', { min: 1, max: 3600 }, 15) * stage.call.file.timing.secondMs,
    maxSeconds: values.whole('maxLength', { min: 1, max: 86_400 }, 60),
    finishOnKey: values.text('finishOnKey') ?? '#',
  };
}

function finish(stage: PlivoStage, one: PlivoElement, running: RunningRecording, seconds?: number): Recording {
  const { call } = stage;
  const recording = call.recordings.finish(running, seconds);
  call.file.tell('message', `caller leaves a message (${recording.seconds} s)`, { recordingSid: recording.sid });
  reportTranscript(stage, one, recording);
  return recording;
}

function actionOf({ values }: PlivoElement, params: Readonly<Record<string, string>>): Target | undefined {
  const url = values.url('action');
  const method = values.method('method');
  return url ? { kind: 'record-action', url, method, params: { Event: 'Record', ...params } } : undefined;
}

function proceed(stage: PlivoStage, one: PlivoElement, params: Readonly<Record<string, string>>): Next | undefined {
  const target = actionOf(one, params);
  if (!target) return undefined;
  if (one.values.flag('redirect', true)) return { to: 'document', target };
  inBackground(stage, target);
  return undefined;
}

/** Plivo's transcript arrives long after, in fields of another fashion. */
function reportTranscript({ call, ...stage }: PlivoStage, { values }: PlivoElement, recording: Recording): void {
  const url = values.url('transcriptionUrl');
  if (!url) return;
  const method = values.method('transcriptionMethod');
  const transcription = transcriptOf({ call, ...stage }, recording.seconds);
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
