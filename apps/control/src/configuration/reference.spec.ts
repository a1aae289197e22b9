import {
  danglingReferences,
  activeReferences,
  refer,
  referEach,
  referTarget,
  referUntil,
  referencesToCheck,
} from './reference.js';

const references = [
  ...refer('provider-account', 'providerAccountId', 'acct_1'),
  ...refer('integration', 'incident.integrationId', null),
  ...referTarget('primary', { type: 'schedule', id: 'sched_1' }),
  ...referEach('channel', 'channelIds', ['chan_1', 'chan_2']),
];

it('finds nothing where everything is there and of its kind', () => {
  const kinds = new Map(
    Object.entries({ acct_1: 'provider-account', sched_1: 'schedule', chan_1: 'channel', chan_2: 'channel' }),
  );
  expect(danglingReferences(references, kinds)).toEqual([]);
});

it('names each field that names nothing, or something of another kind', () => {
  const kinds = new Map(Object.entries({ sched_1: 'user', chan_1: 'channel' }));
  expect(danglingReferences(references, kinds)).toEqual([
    { path: 'providerAccountId', message: 'choose another: there is no provider account acct_1' },
    { path: 'primary.id', message: 'choose another: there is no schedule sched_1' },
    { path: 'channelIds.1', message: 'choose another: there is no channel chan_2' },
  ]);
});

describe('what is named by an entry that is over', () => {
  const now = new Date('2026-02-01T12:00:00.000Z');
  const over = referUntil('2026-02-01T12:00:00.000Z', refer('user', 'absences.0.standInUserId', 'user_1'));
  const lasting = referUntil('2026-02-01T12:00:00.001Z', refer('user', 'absences.1.standInUserId', 'user_2'));

  it('may be deleted', () =>
    expect(activeReferences([...references, ...over, ...lasting], now)).toEqual([...references, ...lasting]));

  it('need not be there any more, but is not made up either', () => {
    expect(referencesToCheck([...over, ...lasting], [...over, ...lasting], now)).toEqual(lasting);
    expect(referencesToCheck(over, [], now)).toEqual(over);
  });
});
