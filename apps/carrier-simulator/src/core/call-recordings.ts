import type { CallFile } from './call-file.js';
import type { Courier, WebRequest } from './courier.js';
import type { KeptLatest } from './kept-latest.js';
import { never } from './never.js';
import { pause } from './pause.js';
import type { Recording } from './recording.js';
import { secondsBetween } from './timing.js';

export interface RecordingWish {
  readonly source: string;
  readonly channels: 1 | 2;
  readonly track: string;
  /** In seconds; nothing is recorded beyond. */
  readonly longest?: number;
  /** What is to be reported when the recording gets to this status, if anything. */
  readonly report: (recording: Recording, status: ReportedStatus) => WebRequest | undefined;
}

export type ReportedStatus = 'in-progress' | 'completed' | 'absent';

/** A recording that is being made. */
export interface RunningRecording {
  readonly recording: Recording;
  readonly wish: RecordingWish;
  readonly startedAtMs: number;
}

/** Where recordings are kept, and what a provider calls them. */
export interface RecordingShelf {
  readonly accountSid: string;
  readonly kept: KeptLatest<string, Recording>;
  newId(): string;
  urlOf(id: string): string;
}

/** The recordings of one call: begun, ended, and reported some time after. */
export class CallRecordings {
  private readonly running = new Set<RunningRecording>();

  constructor(
    private readonly file: CallFile,
    private readonly courier: Courier,
    private readonly shelf: RecordingShelf,
  ) {}

  begin(wish: RecordingWish): RunningRecording {
    const sid = this.shelf.newId();
    const recording: Recording = {
      sid,
      accountSid: this.shelf.accountSid,
      callSid: this.file.callSid,
      source: wish.source,
      channels: wish.channels,
      track: wish.track,
      startedAt: new Date(),
      url: this.shelf.urlOf(sid),
      seconds: 0,
      status: 'in-progress',
    };
    this.shelf.kept.set(sid, recording);
    const begun = { recording, wish, startedAtMs: Date.now() };
    this.running.add(begun);
    this.report(begun, 'in-progress');
    return begun;
  }

  /** Ends it; the media and the callback follow later. `seconds` where they are not those that have passed. */
  finish(begun: RunningRecording, seconds?: number): Recording {
    if (!this.running.delete(begun)) return begun.recording;
    const { recording, wish } = begun;
    const passed = seconds ?? secondsBetween(begun.startedAtMs, Date.now(), this.file.timing);
    recording.seconds = Math.min(passed, wish.longest ?? Infinity);
    recording.status = 'processing';
    void this.courier.track(this.publishLater(begun));
    return recording;
  }

  /** Nothing was recorded: there is nothing to keep and nothing to report. */
  discard(begun: RunningRecording): void {
    this.running.delete(begun);
    this.shelf.kept.delete(begun.recording.sid);
  }

  finishAll(): void {
    for (const begun of [...this.running]) this.finish(begun);
  }

  /** Reports something that takes as long again as the recording, such as its transcript. */
  reportLater(recording: Recording, request: WebRequest): void {
    const after = async (): Promise<void> => {
      await pause(2 * this.file.timing.recordingCallbackMs, never);
      this.courier.tell(request, laneOf(recording));
    };
    void this.courier.track(after());
  }

  private async publishLater(begun: RunningRecording): Promise<void> {
    await pause(this.file.timing.recordingCallbackMs, never);
    const { recording } = begun;
    if (recording.status === 'deleted') return;
    const status = this.file.order.recording.absent ? 'absent' : 'completed';
    recording.status = status;
    const { sid: recordingSid, source, seconds } = recording;
    this.file.tell('recording', `a recording of ${seconds} s is ${status === 'absent' ? 'absent' : 'ready'}`, {
      recordingSid,
      source,
    });
    this.report(begun, status);
  }

  private report({ recording, wish }: RunningRecording, status: ReportedStatus): void {
    const request = wish.report(recording, status);
    if (request) this.courier.tell(request, laneOf(recording));
  }
}

const laneOf = ({ sid }: Recording): string => `recording:${sid}`;
