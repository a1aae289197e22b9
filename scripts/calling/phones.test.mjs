import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer, readPhone, readText } from './phone-options.mjs';
import { setPhone, tellPhone, writeText } from './phones.mjs';
import { readCallOptions } from './read-call-options.mjs';

const phone = '+14155550102';
const number = '+12245550123';
const path = '/sim/phones/%2B14155550102';

/** A carrier that knows this phone; what is asked of it is kept. */
function carrierWith({ received = [], underway = [], written = [], calls = [], answer = {} }) {
  const asked = [];
  const answers = { [`${path}/texts`]: { received, underway, written }, [`${path}/calls`]: { calls } };
  const keep = (method) => async (where, body) => {
    asked.push([method, where, body]);
    return { status: 200, fault: null, replies: [], ...answer };
  };
  return { asked, get: async (where) => answers[where], post: keep('POST'), put: keep('PUT') };
}

async function printed(print) {
  const lines = [];
  await print((line) => lines.push(line));
  return lines;
}

test('reads a phone and what its owner writes or does', () => {
  assert.deepEqual(readText(`${phone} ACK 1`), { phone, text: 'ACK 1' });
  assert.equal(readPhone(` ${phone}`), phone);
  assert.deepEqual(readAnswer(`${phone} 3`).person.keys, ['3']);
  assert.equal(readAnswer(`${phone} voicemail`).person.behaviour, 'voicemail');
  assert.deepEqual(readAnswer(`${phone} undelivered`), { phone, texts: { outcome: 'undelivered' } });
});

test('says what it expects where it does not understand', () => {
  assert.throws(() => readText(phone), /a phone and a text, such as "\+14155550102 ACK 1"/);
  assert.throws(() => readText('Priya ACK 1'), /--text: expected a phone such as/);
  assert.throws(() => readAnswer(`${phone} toString`), /nobody knows how to "toString".*no-answer.*undelivered/);
  assert.throws(() => readCallOptions(['--text', `${phone} ACK`, '--read', phone]), /one at a time/);
  assert.deepEqual(readCallOptions(['--text', `${phone} ACK 1`]).text, { phone, text: 'ACK 1' });
});

test('answers the number that wrote last, and prints what that answers', async () => {
  const received = [
    { from: number, automatic: false },
    { from: '+12245550199', automatic: true },
  ];
  const carrier = carrierWith({ received, answer: { replies: [{ body: 'Acknowledged #1.' }] } });
  const lines = await printed((write) => writeText({ carrier, line: assert.fail, phone, text: 'ack', write }));
  assert.deepEqual(carrier.asked, [['POST', `${path}/texts`, { to: number, text: 'ack' }]]);
  assert.deepEqual(lines, [`${phone} writes to ${number}: ack`, `${number} answers: Acknowledged #1.`]);
});

test('writes to the line where nobody wrote before, and says where a text goes nowhere', async () => {
  const carrier = carrierWith({ answer: { status: null } });
  const line = async () => ({ number });
  const lines = await printed((write) => writeText({ carrier, line, phone, text: 'ack', write }));
  assert.equal(carrier.asked[0][2].to, number);
  assert.match(lines[1], /go nowhere/);
});

test('tells what a phone got, in order', async () => {
  const at = (seconds) => `2026-11-20T10:00:0${seconds}.000Z`;
  const states = [{ state: 'undelivered', code: '30003' }];
  const call = { from: number, settled: true, answered: true, heard: ['Severity 1.'], pressed: ['1'] };
  const carrier = carrierWith({
    received: [{ from: number, body: '#1 sev1', arrivedAt: at(1) }],
    underway: [{ from: number, body: '#2 sev1', at: at(4), states }],
    written: [{ to: number, body: 'ack', at: at(3) }],
    calls: [
      { ...call, status: 'completed', at: at(2) },
      { ...call, status: 'no-answer', answered: false, at: at(5) },
    ],
  });
  assert.deepEqual(await printed((write) => tellPhone({ carrier, phone, write })), [
    phone,
    `  10:00:01  text from ${number}: #1 sev1`,
    `  10:00:02  call from ${number}: completed, heard "Severity 1.", pressed 1`,
    `  10:00:03  wrote to ${number}: ack`,
    `  10:00:04  a text from ${number} did not arrive (undelivered, 30003): #2 sev1`,
    `  10:00:05  call from ${number}: no-answer`,
  ]);
  const nothing = await printed((write) => tellPhone({ carrier: carrierWith({}), phone, write }));
  assert.deepEqual(nothing, [`${phone} got no text and no call.`]);
});

test('sets what somebody does when Ringdown calls, and how texts fare', async () => {
  const carrier = carrierWith({});
  await printed((write) => setPhone(carrier, readAnswer(`${phone} 1`), write));
  const [line] = await printed((write) => setPhone(carrier, readAnswer(`${phone} lost`), write));
  assert.deepEqual(
    carrier.asked.map(([method, where]) => [method, where]),
    [
      ['PUT', '/sim/people/%2B14155550102'],
      ['PUT', `${path}/texts`],
    ],
  );
  assert.match(line, /texts are lost from now on/);
});
