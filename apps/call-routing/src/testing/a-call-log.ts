import type { CallCommand } from '@ringdown/domain-calls';
import type { Settings } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock } from '@ringdown/testkit';
import { AdvanceCall } from '../calls/advance-call.js';
import type { BusyResponders } from '../calls/busy-responders.js';
import { LiveCalls } from '../calls/live-calls.js';
import { DeleteCall } from '../calls/log/delete-call.js';
import { AttachRecording } from '../calls/log/removal/attach-recording.js';
import { RecordingRemovals } from '../calls/log/removal/recording-removals.js';
import type { PerformEffects } from '../calls/perform-effects.js';
import { SqlCallStore } from '../calls/persistence/sql-call.store.js';
import type { RebuildCall } from '../calls/rebuild-call.js';
import { RunCall } from '../calls/run-call.js';
import { at, end, proceed, received, t0 } from './a-call.js';
import { silent } from './migrated-database.js';

const noRebuilding = { execute: () => null } as unknown as RebuildCall;
const nobodyBusy = { of: () => Promise.resolve([]) } as unknown as BusyResponders;
const noEffects = { perform: () => Promise.resolve() } as unknown as PerformEffects;

export const recordingOf = (recordingId: string) => ({
  recordingId,
  providerUrl: `https://x/${recordingId}`,
  seconds: 6,
});

/** The log of a process whose clock stands still: what has been said of calls, deleted, and has to go at the provider. */
export function aCallLog(database: Database) {
  const clock = fixedClock(new Date(t0).toISOString());
  const store = new SqlCallStore(database);
  const live = new LiveCalls();
  const advanceCall = new AdvanceCall(
    store,
    live,
    noRebuilding,
    { publicUrl: 'https://ringdown.example.com' } as Settings,
    silent,
  );
  const runCall = new RunCall(advanceCall, noEffects, nobodyBusy, clock, silent);
  const removals = new RecordingRemovals(database, clock);
  const attach = new AttachRecording(runCall, database, removals);
  return {
    clock,
    store,
    live,
    advanceCall,
    removals,
    deleteCall: new DeleteCall(database, removals, live, clock),
    /** A call comes in and goes on. */
    has: async (first = received(), ...more: readonly CallCommand[]) => {
      await advanceCall.receive(first);
      for (const command of more) await advanceCall.execute(first.details.id, () => command);
    },
    /** A call is over, with what the provider kept of it. */
    hasEnded: async (id: string, endedAt: number, kept: { recording?: string; voicemail?: string } = {}) => {
      const { details, ...rest } = received({ id, calledAt: at(endedAt - 9) });
      await advanceCall.receive({ ...rest, details });
      const attached = (kind: 'conversation' | 'voicemail', recordingId: string | undefined): CallCommand[] =>
        recordingId
          ? [{ type: 'attach-recording', kind, recording: recordingOf(recordingId), at: at(endedAt + 1) }]
          : [];
      const commands = [
        proceed(endedAt - 5),
        end(endedAt),
        ...attached('conversation', kept.recording),
        ...attached('voicemail', kept.voicemail),
      ];
      for (const command of commands) await advanceCall.execute(id, () => command);
    },
    /** The provider reports a recording. */
    hearsOf: (recordingId: string, address = { callId: 'call_1', lineId: 'line_1' }) =>
      attach.execute(address, 'conversation', recordingOf(recordingId)),
    removing: async () =>
      (
        await database.query<{ id: string }>(
          `select concat_ws(' ', call_id, provider_account_id, recording_id) as id from recording_removal order by recording_id`,
        )
      ).map((row) => row.id),
  };
}
