import { dayEnd, dayStart, filterQuery, filtersFrom, isFiltered } from './call-filters.js';

describe('the bounds of a day', () => {
  it('are the reader’s midnights', () => {
    expect(dayStart('2026-01-05')).toBe(new Date(2026, 0, 5).toISOString());
    expect(dayEnd('2026-01-05')).toBe(new Date(new Date(2026, 0, 6).getTime() - 1).toISOString());
  });
  it('reach over the end of a month', () =>
    expect(dayEnd('2026-01-31')).toBe(new Date(new Date(2026, 1, 1).getTime() - 1).toISOString()));
  it.each(['', '2026-02-30', '05.01.2026', '2026-1-5'])('are none for %j', (day) => {
    expect(dayStart(day)).toBeNull();
    expect(dayEnd(day)).toBeNull();
  });
});

const none = { lineId: '', outcome: '', caller: '', from: '', to: '', archived: false };
const all = {
  lineId: 'line_1',
  outcome: 'missed',
  caller: '415',
  from: '2026-01-05',
  to: '2026-01-06',
  archived: true,
};

describe('filtersFrom', () => {
  it('reads an empty address as no filter', () => expect(filtersFrom(new URLSearchParams())).toEqual(none));
  it('reads all of them', () =>
    expect(
      filtersFrom(
        new URLSearchParams('lineId=line_1&outcome=missed&caller=415&from=2026-01-05&to=2026-01-06&archived=true'),
      ),
    ).toEqual(all));
  it('leaves out an outcome or a day that does not exist', () =>
    expect(filtersFrom(new URLSearchParams('outcome=lost&from=2026-02-30'))).toEqual(none));
});

describe('isFiltered', () => {
  it('does not count the archive as a filter', () => expect(isFiltered({ ...none, archived: true })).toBe(false));
  it.each(['lineId', 'outcome', 'caller', 'from', 'to'] as const)('counts %s', (name) =>
    expect(isFiltered({ ...none, [name]: all[name] })).toBe(true),
  );
});

describe('filterQuery', () => {
  it('asks from the begin of the first day to the end of the last', () =>
    expect(filterQuery(all)).toEqual({ ...all, from: dayStart('2026-01-05'), to: dayEnd('2026-01-06') }));
  it('asks for no bound where there is none', () => expect(filterQuery(none)).toMatchObject({ from: null, to: null }));
});
