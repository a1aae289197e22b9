import { doubtful, type BusyResponder, busyResponderOf, stillToRing } from './busy-responders.js';
import { at, play, received, someone } from './testing/a-call.js';

const three = [someone(0), someone(1), someone(2)];
const waiting = play(received(three)).call;
const proceed = { type: 'proceed', at: at(100), busyUserIds: [] } as const;
const pickUp = { type: 'pick-up', attempt: 1, at: at(104) } as const;
const press = { type: 'press', attempt: 1, digit: '1', at: at(108) } as const;
const busy = (userId: string, seconds: number, callId = `call_of_${userId}`): BusyResponder => ({
  callId,
  userId,
  lastSignAt: at(seconds),
});
const listening = at(0);
const asked = (busyResponders: readonly BusyResponder[], since = listening) =>
  doubtful(waiting, proceed, busyResponders, since).map(({ callId }) => callId);

describe('who is busy', () => {
  it('is who is asked to accept, or talks, and since when nothing was heard', () => {
    const screened = play(received(three), proceed, pickUp).call;
    expect(busyResponderOf(screened)).toEqual({ callId: 'call_1', userId: 'user_1', lastSignAt: at(104) });
    const talks = play(received(three), proceed, pickUp, press).call;
    expect(busyResponderOf(talks)).toEqual({ callId: 'call_1', userId: 'user_1', lastSignAt: at(108) });
  });

  it('is nobody whose phone only rings, nor in a call that is over', () => {
    expect(busyResponderOf(waiting)).toBeNull();
    expect(busyResponderOf(play(received(three), proceed).call)).toBeNull();
    const over = { type: 'end', duration: 9, failed: false, at: at(120) } as const;
    expect(busyResponderOf(play(received(three), proceed, pickUp, press, over).call)).toBeNull();
  });

  it('matters for those who may still be rung', () => {
    expect(stillToRing(waiting)).toEqual(['user_1', 'user_2', 'user_3']);
    expect(stillToRing(play(received(three), proceed).call)).toEqual(['user_2', 'user_3']);
    expect(stillToRing(play(received([])).call)).toEqual([]);
  });
});

describe('a call is asked about before somebody is passed by for it', () => {
  it('once nothing has been heard of it for 15 s', () => {
    expect(asked([busy('user_1', 85)])).toEqual(['call_of_user_1']);
    expect(asked([busy('user_1', 85.001)])).toEqual([]);
  });

  it('where nothing has been heard of it since we listen, however short that is', () => {
    expect(asked([busy('user_1', 99)], at(99.5))).toEqual(['call_of_user_1']);
    expect(asked([busy('user_1', 99)], at(99))).toEqual([]);
  });

  it('with all others that would be passed by in this step', () => {
    expect(asked([busy('user_1', 10), busy('user_2', 20)])).toEqual(['call_of_user_1', 'call_of_user_2']);
    expect(asked([busy('user_1', 10), busy('user_1', 20, 'call_9')])).toEqual(['call_of_user_1', 'call_9']);
  });

  it('not for those whose turn does not come', () => {
    expect(asked([busy('user_2', 10)])).toEqual([]);
    expect(asked([busy('user_1', 10), busy('user_3', 10)])).toEqual(['call_of_user_1']);
    const ringing = play(received(three), proceed).call;
    const again = { ...proceed, at: at(101) };
    expect(doubtful(ringing, again, [busy('user_2', 10)], listening)).toEqual([]);
  });

  it('not where they are passed by all the same for a call that was just heard of', () => {
    expect(asked([busy('user_1', 10), busy('user_1', 95, 'call_9')])).toEqual([]);
  });
});
