import { type AnswerableIncident, incidentMeant, readTextAnswer } from './text-answer.js';

describe('an answer by text', () => {
  it.each([
    ['ACK 142', 'acknowledge', 142],
    ['ack #142', 'acknowledge', 142],
    ['142 a', 'acknowledge', 142],
    [' #142  Acknowledge! ', 'acknowledge', 142],
    ['Ack142', 'acknowledge', 142],
    ['142ack', 'acknowledge', 142],
    ['RES 7', 'resolve', 7],
    ['r', 'resolve', null],
    ['resolve.', 'resolve', null],
    ['Esc 00142', 'escalate', 142],
    ['please escalate 9', 'escalate', 9],
    ['ＡＣＫ １４２', 'acknowledge', 142],
  ] as const)('%j', (text, verb, number) => {
    expect(readTextAnswer(text)).toEqual({ type: 'act', verb, number });
  });

  it.each(['', '142', 'ack 1 2', 'ack res 3', 'stop it', 'constructor', 'toString 5', 'thanks', '👍'])(
    '%j is none',
    (text) => {
      expect(readTextAnswer(text)).toEqual({ type: 'unknown' });
    },
  );

  it.each([
    ['STOP', 'stop'],
    ['stop.', 'stop'],
    ['Unsubscribe', 'stop'],
    [' quit ', 'stop'],
    ['REVOKE', 'stop'],
    ['START', 'start'],
    ['help', 'help'],
  ] as const)('%j is for the carrier', (text, word) => {
    expect(readTextAnswer(text)).toEqual({ type: 'carrier-word', word });
  });

  it('never throws, whatever is written', () => {
    for (let code = 0; code < 0x3000; code++)
      expect(() => readTextAnswer(`${String.fromCharCode(code)}ack`)).not.toThrow();
  });
});

const incident = (number: number, status: AnswerableIncident['status']): AnswerableIncident => ({
  id: `inc_${number}`,
  number,
  status,
});

describe('the incident that a bare answer is about', () => {
  it('is the only open one that the person was told of', () => {
    const told = [incident(1, 'resolved'), incident(2, 'acknowledged'), incident(3, 'triggered')];
    expect(incidentMeant('acknowledge', told)).toEqual({ type: 'act', incident: told[2] });
    expect(incidentMeant('escalate', told)).toEqual({ type: 'act', incident: told[2] });
    expect(incidentMeant('resolve', told)).toEqual({ type: 'which', numbers: [2, 3] });
  });

  it('is asked for where there are several, and none where all is over', () => {
    expect(incidentMeant('acknowledge', [incident(9, 'triggered'), incident(4, 'triggered')])).toEqual({
      type: 'which',
      numbers: [4, 9],
    });
    expect(incidentMeant('acknowledge', [incident(2, 'acknowledged')])).toEqual({ type: 'none' });
    expect(incidentMeant('resolve', [])).toEqual({ type: 'none' });
  });
});
