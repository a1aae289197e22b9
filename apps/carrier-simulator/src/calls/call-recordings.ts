import type { WebhookDispatcher, WebRequest } from '../webhooks/webhook-dispatcher.js';
import { neverAborted, pause } from './abortable-wait.js';
import type { BoundedMap } from './bounded-map.js';
import type { CallRecord } from './call-record.js';
import { secondsBetween } from './timing.js';

export interface RecordingOptions {
  readonly source: string;
  readonly channels: 1 | 2;
  readonly track: string;
  /** In seconds; nothing is recorded beyond. */
  readonly maxSeconds?: number;
  /** What is to be reported when the recording gets to this status, if anything. */
  readonly report: (recording: Recording, status: ReportedStatus) => WebRequest | undefined;
}

export type ReportedStatus = 'in-progress' | 'completed' | 'absent';

/** A recording that is being made. */
export interface RunningRecording {
  readonly recording: Recording;
  readonly options: RecordingOptions;
  readonly startedAtMs: number;
}

/** Where recordings are kept, and what a provider calls them. */
interface RecordingStore {
  readonly accountSid: string;
  readonly recordings: BoundedMap<string, Recording>;
  newId(): string;
  urlOf(id: string): string;
}

/** The recordings of one call: begun, ended, and reported some time after. */
export class CallRecordings {
  private readonly running = new Set<RunningRecording>();

  constructor(
    private readonly record: CallRecord,
    private readonly dispatcher: WebhookDispatcher,
    private readonly store: RecordingStore,
  ) {}

  begin(options: RecordingOptions): RunningRecording {
    const sid = this.store.newId();
    const recording: Recording = {
      sid,
      accountSid: this.store.accountSid,
      callSid: this.record.callSid,
      source: options.source,
      channels: options.channels,
      track: options.track,
      startedAt: new Date(),
      url: this.store.urlOf(sid),
      seconds: 0,
      status: 'in-progress',
    };
    this.store.recordings.set(sid, recording);
    const begun = { recording, options, startedAtMs: Date.now() };
    this.running.add(begun);
    this.report(begun, 'in-progress');
    return begun;
  }

  /** Ends it; the media and the callback follow later. `seconds` where they are not those that have passed. */
  finish(begun: RunningRecording, seconds?: number): Recording {
    if (!this.running.delete(begun)) return begun.recording;
    const { recording, options } = begun;
    const passed = seconds ?? secondsBetween(begun.startedAtMs, Date.now(), this.record.timing);
    recording.seconds = Math.min(passed, options.maxSeconds ?? Infinity);
    recording.status = 'processing';
    void this.dispatcher.track(this.publishLater(begun));
    return recording;
  }

  /** Nothing was recorded: the recording is forgotten and not reported. */
  discard(begun: RunningRecording): void {
    this.running.delete(begun);
    this.store.recordings.delete(begun.recording.sid);
  }

  finishAll(): void {
    for (const begun of [...this.running]) this.finish(begun);
  }

  /** Reports something that takes as long again as the recording, such as its transcript. */
  reportLater(recording: Recording, request: WebRequest): void {
    const after = async (): Promise<void> => {
      await pause(2 * this.record.timing.recordingCallbackMs, neverAborted);
      this.dispatcher.notify(request, queueOf(recording));
    };
    void this.dispatcher.track(after());
  }

  private async publishLater(begun: RunningRecording): Promise<void> {
    await pause(this.record.timing.recordingCallbackMs, neverAborted);
    const { recording } = begun;
    if (recording.status === 'deleted') return;
    const status = this.record.order.recording.absent ? 'absent' : 'completed';
    recording.status = status;
    const { sid: recordingSid, source, seconds } = recording;
    this.record.log('recording', `a recording of ${seconds} s is ${status === 'absent' ? 'absent' : 'ready'}`, {
      recordingSid,
      source,
    });
    this.report(begun, status);
  }

  private report({ recording, options }: RunningRecording, status: ReportedStatus): void {
    const request = options.report(recording, status);
    if (request) this.dispatcher.notify(request, queueOf(recording));
  }
}

const queueOf = ({ sid }: Recording): string => `recording:${sid}`;

/** A recording as the REST API knows it. Its media is there once its status is `completed`. */
export interface Recording {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string;
  /** The provider's word for what began it. */
  readonly source: string;
  readonly channels: 1 | 2;
  readonly track: string;
  readonly startedAt: Date;
  readonly url: string;
  seconds: number;
  status: 'in-progress' | 'processing' | 'completed' | 'absent' | 'deleted';
}
