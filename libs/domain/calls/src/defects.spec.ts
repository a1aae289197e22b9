import type { Planned } from './responder.js';
import { callerDocument } from './documents.js';
import { deadlineOf } from './deadlines.js';
import { ringPlan } from './ring-plan.js';
import { at, nobody, play, received, someone } from './testing/a-call.js';

const proceed = { type: 'proceed', at: at(4), busyUserIds: [] } as const;
const undetermined = (index: number): Planned => ({ ...nobody(index), undetermined: true }) as Planned;
const why = 'Who is on call in Backend Team could not be determined (RangeError: not a time zone: PST).';

describe('a responder whom a defect keeps from being determined', () => {
  it('is passed over for the next one, and the log says so', () => {
    const command = { ...received([undetermined(0), someone(1)]), defects: [why] };
    const { call, steps } = play(command, proceed);
    expect(callerDocument(call)).toMatchObject({ kind: 'dial', attempt: 2 });
    expect(steps).toEqual(
      expect.arrayContaining([
        `Something failed inside Ringdown: ${why}`,
        'Primary is skipped: nobody can tell who that is',
      ]),
    );
  });

  it('is not "nobody on call": where no one else can be rung, the caller leaves a message', () => {
    const { call } = play(received([undetermined(0), nobody(1)]), proceed);
    expect(callerDocument(call)).toMatchObject({ kind: 'take-message', say: { text: 'Leave a message.' } });
  });

  it('is marked in the ring plan', () => {
    const candidate = { role: 'primary', user: null, scheduleId: 'sched_1', scheduleName: null } as const;
    const rules = { callerNumber: null, whyNotDialled: () => null, tester: null };
    expect(ringPlan([{ ...candidate, undetermined: true }], rules)).toMatchObject([
      { skip: 'nobody_on_call', undetermined: true },
    ]);
    expect(ringPlan([candidate], rules)[0]).not.toHaveProperty('undetermined');
  });
});

describe('a call that is handed over', () => {
  const handOver = { type: 'hand-over', defect: 'the answer to "proceed" failed', at: at(5) } as const;
  const over = play(received([someone(0), someone(1)]), proceed, handOver);

  it('says so in its log', () =>
    expect(over.steps.slice(-2)).toEqual([expect.stringContaining('proceed'), expect.stringContaining('led on')]));

  it('does nothing by itself any more but hear of the end', () => {
    expect(deadlineOf(over.call)).toMatchObject({ timer: 'end-check' });
    const ringTimeIsOver = { type: 'time-out-ring', attempt: 1, at: at(60), busyUserIds: [] } as const;
    expect(play(received([someone(0), someone(1)]), proceed, handOver, ringTimeIsOver).last.events).toEqual([]);
    const ended = play(received([someone(0)]), proceed, handOver, {
      type: 'end',
      duration: 40,
      failed: false,
      at: at(40),
    });
    expect(ended.call.phase).toMatchObject({ name: 'ended' });
  });

  it('is handed over once', () => {
    expect(play(received([someone(0)]), proceed, handOver, { ...handOver, at: at(9) }).last.events).toEqual([]);
  });
});
