import { pause } from '../core/pause.js';
import type { CallFile } from '../core/call-file.js';
import type { Courier } from '../core/courier.js';
import { secondsBetween } from '../core/timing.js';
import type { Books } from './books.js';
import { newSid } from './new-sid.js';
import type { Recording, RecordingSource } from './recording.js';

export interface Callback {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly events: readonly string[];
}

export interface RecordingWish {
  readonly source: RecordingSource;
  readonly channels: 1 | 2;
  readonly track: string;
  readonly callback: Callback | undefined;
}

/** A recording that is being made. */
export interface RunningRecording {
  readonly recording: Recording;
  readonly wish: RecordingWish;
  readonly startedAtMs: number;
}

const never = new AbortController().signal;

/** The recordings of one call: begun, ended, and reported some time after. */
export class CallRecordings {
  private readonly running = new Set<RunningRecording>();

  constructor(
    private readonly file: CallFile,
    private readonly courier: Courier,
    private readonly books: Books,
    private readonly place: { readonly publicUrl: string; readonly accountSid: string },
  ) {}

  begin(wish: RecordingWish): RunningRecording {
    const sid = newSid('RE');
    const { accountSid, publicUrl } = this.place;
    const recording: Recording = {
      sid,
      accountSid,
      callSid: this.file.callSid,
      source: wish.source,
      channels: wish.channels,
      track: wish.track,
      startedAt: new Date(),
      url: `${publicUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
      seconds: 0,
      status: 'in-progress',
    };
    this.books.recordings.set(sid, recording);
    const begun = { recording, wish, startedAtMs: Date.now() };
    this.running.add(begun);
    this.report(begun, 'in-progress');
    return begun;
  }

  /** Ends it; the media and the callback follow later. `seconds` where they are not those that have passed. */
  finish(begun: RunningRecording, seconds?: number): Recording {
    if (!this.running.delete(begun)) return begun.recording;
    const { recording } = begun;
    recording.seconds = seconds ?? secondsBetween(begun.startedAtMs, Date.now(), this.file.timing);
    recording.status = 'processing';
    void this.courier.track(this.publishLater(begun));
    return recording;
  }

  /** Nothing was recorded: there is nothing to keep and nothing to report. */
  discard(begun: RunningRecording): void {
    this.running.delete(begun);
    this.books.recordings.delete(begun.recording.sid);
  }

  finishAll(): void {
    for (const begun of [...this.running]) this.finish(begun);
  }

  private async publishLater(begun: RunningRecording): Promise<void> {
    await pause(this.file.timing.recordingCallbackMs, never);
    const { recording } = begun;
    if (recording.status === 'deleted') return;
    recording.status = this.file.order.recording.absent ? 'absent' : 'completed';
    this.file.tell(
      'recording',
      `a recording of ${recording.seconds} s is ${recording.status === 'absent' ? 'absent' : 'ready'}`,
      {
        recordingSid: recording.sid,
        source: recording.source,
      },
    );
    this.report(begun, recording.status);
  }

  private report({ recording, wish }: RunningRecording, status: 'in-progress' | 'completed' | 'absent'): void {
    const { callback } = wish;
    if (!callback?.events.includes(status)) return;
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
    const { url, method } = callback;
    this.courier.tell({ kind: 'recording', method, url, params }, `recording:${recording.sid}`);
  }
}

/** `Fri, 20 Nov 2026 10:00:05 +0000`, the manner of Twilio's timestamps. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace(/GMT$/, '+0000');
}
