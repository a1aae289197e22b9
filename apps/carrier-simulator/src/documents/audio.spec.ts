import { spokenLetters } from './audio.js';
import { parseXml } from './xml.js';

const lettersOf = (inside: string): number => {
  const [say] = parseXml(`<Response><Say>${inside}</Say></Response>`).children;
  return say ? spokenLetters(say) : 0;
};

it('is as long as its text', () => expect(lettersOf('Please hold.')).toBe(12));

it('reads a telephone number digit by digit, and nothing else', () => {
  const number = '<say-as interpret-as="telephone">+14155550199</say-as>';
  expect(lettersOf(`From ${number}.`)).toBeCloseTo('From .'.length + 11 * 5.6);
  expect(lettersOf('From <say-as interpret-as="date">+14155550199</say-as>.')).toBe('From +14155550199.'.length);
});
