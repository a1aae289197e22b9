import { failureListSchema, FailureScript } from './failure-script.js';

const script = (...failures: object[]): FailureScript => {
  const one = new FailureScript();
  one.replace(failureListSchema.parse({ failures }).failures);
  return one;
};
const statuses = (from: FailureScript, count: number, request = 'POST /x'): (number | undefined)[] =>
  Array.from({ length: count }, () => from.next(request)?.status);

describe('FailureScript', () => {
  it('counts failures off in their order', () => {
    expect(statuses(script({ status: 500, times: 2 }, { status: 429, times: 1 }), 4)).toEqual([
      500,
      500,
      429,
      undefined,
    ]);
  });

  it('goes on failing without a count, until replaced', () => {
    const one = script({ status: 503 });
    expect(statuses(one, 3)).toEqual([503, 503, 503]);
    one.replace([]);
    expect(statuses(one, 1)).toEqual([undefined]);
  });

  it('hits only the requests that it is meant for', () => {
    const one = script({ status: 500, times: 1, only: 'POST /calls' });
    expect(statuses(one, 1, 'GET /calls/1')).toEqual([undefined]);
    expect(statuses(one, 1, 'POST /calls/1')).toEqual([500]);
  });
});
