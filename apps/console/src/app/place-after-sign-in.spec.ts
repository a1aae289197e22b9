import { placeAfterSignIn } from './place-after-sign-in.js';

describe('placeAfterSignIn', () => {
  it.each([
    [null, '/calls'],
    [{ from: '/incidents/inc_1?tab=a' }, '/incidents/inc_1?tab=a'],
    [{ from: 'https://example.com' }, '/calls'],
    [{ from: '//example.com' }, '/calls'],
    [{ from: '/sign-in' }, '/calls'],
    [{ from: 7 }, '/calls'],
  ])('reads %j as %s', (state, place) => expect(placeAfterSignIn(state)).toBe(place));
});
