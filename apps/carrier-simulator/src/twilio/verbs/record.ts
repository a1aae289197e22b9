import type { RunningRecording } from '../../core/call-recordings.js';
import type { Recording } from '../../core/recording.js';
import { type MessageLimits, takeMessage, transcriptOf } from '../../core/take-message.js';
import type { Next, Target } from '../../core/target.js';
import { newSid } from '../new-sid.js';
import type { TwilioContext } from '../twilio-call.js';
import type { Verb } from '../verb.js';
import { recordingCallback, reportTo } from './recording-wishes.js';

interface RecordSettings extends MessageLimits {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly transcribeCallback: string | undefined;
}

/** Takes a message. Where nothing is said the document goes on. */
export async function record(context: TwilioContext, verb: Verb): Promise<Next | undefined> {
  const { call } = context;
  const settings = settingsOf(context, verb);
  const running = call.recordings.begin({
    source: 'RecordVerb',
    channels: 1,
    track: 'both',
    report: reportTo(recordingCallback(verb.values)),
  });
  call.record.reachMoment('message');
  try {
    const message = await takeMessage(context, settings);
    if (!message) {
      call.recordings.discard(running);
      call.record.log('message', 'caller says nothing');
      return undefined;
    }
    const recording = finish(context, running, settings, message.seconds);
    return { to: 'document', target: actionOf(settings, recording, message.key) };
  } catch (error) {
    cutShort(context, running, settings);
    throw error;
  }
}

function settingsOf(context: TwilioContext, { values, documentUrl }: Verb): RecordSettings {
  const { secondMs } = context.call.record.timing;
  const transcribe = values.flag('transcribe', false);
  const silence = values.integer('timeout', { min: 0, max: 3600 }, 5);
  return {
    silenceMs: silence === 0 ? Infinity : silence * secondMs,
    maxSeconds: values.integer('maxLength', { min: 1, max: transcribe ? 120 : 14_400 }, transcribe ? 120 : 3600),
    finishOnKey: values.text('finishOnKey') ?? '1234567890*#',
    action: values.url('action') ?? documentUrl,
    method: values.method('method'),
    transcribeCallback: transcribe ? values.url('transcribeCallback') : undefined,
  };
}

function actionOf({ action, method }: RecordSettings, recording: Recording, key: string | undefined): Target {
  const params: Record<string, string> = {
    RecordingUrl: recording.url,
    RecordingSid: recording.sid,
    RecordingDuration: String(recording.seconds),
  };
  if (key !== undefined) params['Digits'] = key;
  return { kind: 'record-action', url: action, method, params };
}

function finish(
  context: TwilioContext,
  running: RunningRecording,
  settings: RecordSettings,
  seconds?: number,
): Recording {
  const { call } = context;
  const recording = call.recordings.finish(running, seconds);
  call.record.log('message', `caller leaves a message (${recording.seconds} s)`, { recordingSid: recording.sid });
  const { transcribeCallback: url } = settings;
  if (url) reportTranscript(context, recording, url);
  return recording;
}

/** The caller left, or the call was sent elsewhere, in the middle of it: the action's answer is not executed. */
function cutShort(context: TwilioContext, running: RunningRecording, settings: RecordSettings): void {
  const { call } = context;
  const recording = finish(context, running, settings);
  if (!call.hungUp) return;
  const { kind, method, url, params } = actionOf(settings, recording, 'hangup');
  void call.dispatcher
    .request({ kind, method, url, params: { ...context.params(), ...params } })
    .catch(() => undefined);
}

function reportTranscript(context: TwilioContext, recording: Recording, url: string): void {
  const text = transcriptOf(context, recording.seconds);
  const sid = newSid('TR');
  const params: Record<string, string> = {
    ...context.params(),
    TranscriptionSid: sid,
    TranscriptionStatus: text === '' ? 'failed' : 'completed',
    TranscriptionText: text,
    TranscriptionType: 'fast',
    TranscriptionUrl: `${recording.url}/Transcriptions/${sid}`,
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
  };
  context.call.recordings.reportLater(recording, { kind: 'transcription', method: 'POST', url, params });
}
