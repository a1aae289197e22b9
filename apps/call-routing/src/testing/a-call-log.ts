import type { CallCommand } from '@ringdown/domain-calls';
import type { Settings } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock } from '@ringdown/testkit';
import { CallLogRepository } from '../call-log/call-log.repository.js';
import { CallLogService } from '../call-log/call-log.service.js';
import { CallEngine, type LiveCommand } from '../calls/call-engine.js';
import { CallEntity } from '../calls/call.entity.js';
import { SqlCallRepository } from '../calls/call.repository.js';
import { LiveCalls } from '../calls/live-calls.js';
import type { LineProviders } from '../calls/line-providers.js';
import { RecordingRemovalEntity, RecordingRemovalRepository } from '../recordings/recording-removal.repository.js';
import { RecordingsService } from '../recordings/recordings.service.js';
import { ContactBook } from '../routing/contact-book.js';
import { at, end, proceed, received, t0 } from './a-call.js';
import { aMirror } from './a-mirror.js';
import { silent } from './migrated-database.js';
import { unperformedEffects } from './unperformed-effects.js';

const recordingOf = (recordingId: string) => ({
  recordingId,
  providerUrl: `https://x/${recordingId}`,
  seconds: 6,
});

/** The log of a process whose clock stands still: what has been said of calls, deleted, and has to go at the provider. */
export async function aCallLog(database: Database) {
  const source = await database.dataSource();
  const clock = fixedClock(new Date(t0).toISOString());
  const store = new SqlCallRepository(database);
  const live = new LiveCalls();
  const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
  const { effects } = unperformedEffects();
  const engine = new CallEngine({ calls: store, live, effects, publicUrl: settings.publicUrl, clock, logger: silent });
  const removals = new RecordingRemovalRepository(database, source.getRepository(RecordingRemovalEntity), clock);
  const contacts = new ContactBook(aMirror({}).mirror);
  const log = new CallLogRepository(database, source.getRepository(CallEntity), settings, contacts, clock);
  const recordings = (providers: LineProviders) => new RecordingsService(engine, removals, providers, silent);
  const attach = recordings({} as LineProviders);
  return {
    clock,
    store,
    live,
    engine,
    removals,
    recordings,
    service: new CallLogService(database, log, removals, live, clock),
    /** A call comes in and goes on. */
    has: async (first = received(), ...more: readonly CallCommand[]) => {
      await engine.receive(first);
      for (const command of more) await engine.handle({ callId: first.details.id }, command as LiveCommand);
    },
    /** A call is over, with what the provider kept of it. */
    hasEnded: async (id: string, endedAt: number, kept: { recording?: string; voicemail?: string } = {}) => {
      const { details, ...rest } = received({ id, calledAt: at(endedAt - 9) });
      await engine.receive({ ...rest, details });
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
      for (const command of commands) await engine.handle({ callId: id }, command as LiveCommand);
    },
    /** The provider reports a recording. */
    hearsOf: (recordingId: string, address = { callId: 'call_1', lineId: 'line_1' }) =>
      attach.attach(address, 'conversation', recordingOf(recordingId)),
    removing: async () =>
      (
        await database.query<{ id: string }>(
          `select concat_ws(' ', call_id, provider_account_id, recording_id) as id from recording_removal order by recording_id`,
        )
      ).map((row) => row.id),
  };
}
