import { responderBehaviours } from './behaviours.mjs';

/** How texts to a phone may fare. The names are the carrier's. */
export const textOutcomes = {
  delivered: 'texts arrive',
  undelivered: 'texts are reported as undelivered after they were taken',
  unreported: 'texts arrive, and nothing is reported',
  lost: 'texts never arrive, and nothing is reported',
  refused: 'the carrier refuses texts to it',
};

// Lifelike pauses, as in a call to a line.
const pauses = { answerAfterMs: 2_000, pressAfterMs: 1_500 };

/** `+14155550102 ACK 1`: a phone, and what its owner writes. */
export function readText(given) {
  const { phone, rest } = phoneAndRest('--text', given);
  if (rest === '') throw new Error('--text: expected a phone and a text, such as "+14155550102 ACK 1"');
  return { phone, text: rest };
}

/** `+14155550102 1`: a phone, and what its owner does from now on when it rings; or how texts to it fare. */
export function readAnswer(given) {
  const { phone, rest } = phoneAndRest('--answer', given);
  if (/^[0-9*#]$/.test(rest)) return { phone, person: { behaviour: 'silent', keys: [rest], ...pauses } };
  if (Object.hasOwn(responderBehaviours, rest)) return { phone, person: { behaviour: rest, ...pauses } };
  if (Object.hasOwn(textOutcomes, rest)) return { phone, texts: { outcome: rest } };
  const known = [...Object.keys(responderBehaviours), ...Object.keys(textOutcomes)].join(', ');
  throw new Error(`--answer: nobody knows how to "${rest}". Choose a key such as 1, or one of: ${known}`);
}

export const readPhone = (given) => phoneAndRest('--read', given).phone;

function phoneAndRest(option, given) {
  const [, phone, rest] = /^\s*(\+[1-9]\d{6,14})(?:\s+([^]*))?$/.exec(given) ?? [];
  if (!phone) throw new Error(`${option}: expected a phone such as +14155550102, got "${given}"`);
  return { phone, rest: (rest ?? '').trim() };
}
