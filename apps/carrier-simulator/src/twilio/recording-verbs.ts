import type { Recording, RecordingOptions, ReportedStatus, RunningRecording } from '../calls/call-recordings.js';
import { type MessageLimits, takeMessage, transcriptOf } from '../calls/take-message.js';
import type { AttributeValues } from '../documents/attribute-values.js';
import type { ExecutionContext, Next, Target } from '../documents/execution.js';
import type { TwilioContext } from './running-call.js';
import { type Verb, verbOf } from './verb.js';
import { newSid, rfc2822 } from './wire-format.js';

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

/** Begins what goes on in the background until the call ends. */
export async function start(context: ExecutionContext, { element, documentUrl }: Verb): Promise<undefined> {
  for (const child of element.children) {
    const { values } = verbOf(context, child, documentUrl);
    context.call.recordings.begin({
      source: 'StartCallRecordingTwiML',
      channels: values.oneOf('channels', ['mono', 'dual'], 'mono') === 'dual' ? 2 : 1,
      track: values.oneOf('track', ['both', 'inbound', 'outbound'], 'both'),
      report: reportTo(recordingCallback(values)),
    });
  }
}

const recordingEvents = ['in-progress', 'completed', 'absent'];

/** A status callback: its address, and the events it is sent for. */
export interface Callback {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly events: readonly string[];
}

/** The status callback of a recording, as the document orders it. */
export function recordingCallback(values: AttributeValues): Callback | undefined {
  const url = values.url('recordingStatusCallback');
  if (!url) return undefined;
  const events = values.list('recordingStatusCallbackEvent', ['completed']);
  const method = values.method('recordingStatusCallbackMethod');
  return { url, method, events: events.filter((event) => recordingEvents.includes(event)) };
}

/** How Twilio reports a recording to its status callback. */
export function reportTo(callback: Callback | undefined): RecordingOptions['report'] {
  return (recording, status) => {
    if (!callback?.events.includes(status)) return undefined;
    const { url, method } = callback;
    return { kind: 'recording', method, url, params: reportOf(recording, status) };
  };
}

function reportOf(recording: Recording, status: ReportedStatus): Record<string, string> {
  const params: Record<string, string> = {
    AccountSid: recording.accountSid,
    CallSid: recording.callSid,
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: status,
    RecordingChannels: String(recording.channels),
    RecordingStartTime: rfc2822(recording.startedAt),
    RecordingSource: recording.source,
    RecordingTrack: recording.track,
  };
  if (status === 'completed') params['RecordingDuration'] = String(recording.seconds);
  if (status === 'absent') params['ErrorCode'] = '13617';
  return params;
}
