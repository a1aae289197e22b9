import { queryString } from './request.js';

describe('queryString', () => {
  it.each([
    [{}, ''],
    [{ caller: '', lineId: undefined, cursor: null }, ''],
    [{ archived: false, limit: 50 }, '?archived=false&limit=50'],
    [{ caller: '+1415 & co' }, '?caller=%2B1415+%26+co'],
  ])('writes %j as %s', (values, expected) => expect(queryString(values)).toBe(expected));
});
