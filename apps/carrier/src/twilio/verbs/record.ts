import type { Recording } from '../recording.js';
import type { RunningRecording } from '../call-recordings.js';
import { newSid } from '../new-sid.js';
import { KeyBuffer } from '../key-buffer.js';
import { pause } from '../../core/pause.js';
import { secondsBetween } from '../../core/timing.js';
import type { Stage } from '../stage.js';
import type { Next, Target } from '../twilio-call.js';
import type { Verb } from '../verb.js';
import { recordingCallback } from './recording-wishes.js';

interface RecordSettings {
  readonly silenceMs: number;
  readonly maxSeconds: number;
  readonly finishOnKey: string;
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly transcribeCallback: string | undefined;
}

/** How a message came to its end: by a key, by the caller's leaving, or by silence or length (no key). */
interface Message {
  readonly seconds: number;
  readonly key?: string;
}

/** Takes a message. Where nothing is said the document goes on. */
export async function record(stage: Stage, verb: Verb): Promise<Next | undefined> {
  const { call } = stage;
  const settings = settingsOf(stage, verb);
  const running = call.recordings.begin({
    source: 'RecordVerb',
    channels: 1,
    track: 'both',
    callback: recordingCallback(verb.values),
  });
  call.file.reach('message');
  try {
    const message = await takeMessage(stage, settings);
    if (!message) {
      call.recordings.discard(running);
      call.file.tell('message', 'caller says nothing');
      return undefined;
    }
    const recording = finish(stage, running, settings, message.seconds);
    return { to: 'document', target: actionOf(settings, recording, message.key) };
  } catch (error) {
    cutShort(stage, running, settings);
    throw error;
  }
}

function settingsOf(stage: Stage, { values, documentUrl }: Verb): RecordSettings {
  const { secondMs } = stage.call.file.timing;
  const transcribe = values.flag('transcribe', false);
  const silence = values.whole('timeout', { min: 0, max: 3600 }, 5);
  return {
    silenceMs: silence === 0 ? Infinity : silence * secondMs,
    maxSeconds: values.whole('maxLength', { min: 1, max: transcribe ? 120 : 14_400 }, transcribe ? 120 : 3600),
    finishOnKey: values.text('finishOnKey') ?? '1234567890*#',
    action: values.url('action') ?? documentUrl,
    method: values.method('method'),
    transcribeCallback: transcribe ? values.url('transcribeCallback') : undefined,
  };
}

async function takeMessage(stage: Stage, settings: RecordSettings): Promise<Message | undefined> {
  const { call } = stage;
  const { secondMs } = call.file.timing;
  const script = call.file.order.caller.message;
  const longestMs = settings.maxSeconds * secondMs;
  if (!script) return void (await pause(Math.min(settings.silenceMs, longestMs), stage.signal));
  const keys = new KeyBuffer(stage.phone);
  const ends = (key: string | undefined): key is string => key !== undefined && settings.finishOnKey.includes(key);
  try {
    const startedAt = Date.now();
    const speaksMs = Math.min(script.seconds * secondMs, longestMs);
    const early = await keys.next(speaksMs, stage.signal);
    if (ends(early)) return { seconds: secondsBetween(startedAt, Date.now(), call.file.timing), key: early };
    const seconds = Math.round(speaksMs / secondMs);
    if (speaksMs >= longestMs) return { seconds };
    if (script.endedBy === '#' && ends('#')) {
      call.file.tell('presses', 'caller presses #', { key: '#' });
      return { seconds, key: '#' };
    }
    if (script.endedBy === 'hangup') call.hangUp('caller');
    await pause(Math.min(settings.silenceMs, longestMs - speaksMs), stage.signal);
    return { seconds };
  } finally {
    keys.close();
  }
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

function finish(stage: Stage, running: RunningRecording, settings: RecordSettings, seconds?: number): Recording {
  const { call } = stage;
  const recording = call.recordings.finish(running, seconds);
  call.file.tell('message', `caller leaves a message (${recording.seconds} s)`, { recordingSid: recording.sid });
  const { transcribeCallback: url } = settings;
  if (url) reportTranscript(stage, recording, url);
  return recording;
}

/** The caller left, or the call was sent elsewhere, in the middle of it: the action's answer is not executed. */
function cutShort(stage: Stage, running: RunningRecording, settings: RecordSettings): void {
  const { call } = stage;
  const recording = finish(stage, running, settings);
  if (!call.hungUp) return;
  const { kind, method, url, params } = actionOf(settings, recording, 'hangup');
  void call.courier.ask({ kind, method, url, params: { ...stage.params(), ...params } }).catch(() => undefined);
}

function reportTranscript(stage: Stage, recording: Recording, url: string): void {
  const { call } = stage;
  const { order } = call.file;
  const text = order.recording.transcript ?? order.caller.message?.text ?? '';
  const done = text !== '' && recording.seconds >= 2 && recording.seconds <= 120;
  const sid = newSid('TR');
  const params: Record<string, string> = {
    ...stage.params(),
    TranscriptionSid: sid,
    TranscriptionStatus: done ? 'completed' : 'failed',
    TranscriptionText: done ? text : '',
    TranscriptionType: 'fast',
    TranscriptionUrl: `${recording.url}/Transcriptions/${sid}`,
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
  };
  call.courier.tell({ kind: 'transcription', method: 'POST', url, params }, `recording:${recording.sid}`);
}
