import {
  isFaultOfCredentials,
  isFaultOfData,
  isFaultOfStatement,
  isPostgresSilent,
  isPostgresUnavailable,
  isTransient,
  PostgresSilent,
  PostgresUnavailable,
  takesNoWrites,
} from './postgres-failure.js';

const withCode = (code: string): Error => Object.assign(new Error('said by Postgres'), { code });

const verdict = (error: unknown) => ({
  unavailable: isPostgresUnavailable(error),
  transient: isTransient(error),
  data: isFaultOfData(error),
  statement: isFaultOfStatement(error),
  credentials: isFaultOfCredentials(error),
});
const none = { unavailable: false, transient: false, data: false, statement: false, credentials: false };
const unavailable = { ...none, unavailable: true, transient: true };

it.each([
  ['a lost connection', '08006'],
  ['a full disk', '53100'],
  ['out of connections', '53300'],
  ['a statement timeout', '57014'],
  ['a shutdown', '57P01'],
  ['a start under way', '57P03'],
  ['an I/O error', '58030'],
  ['a server that only reads', '25006'],
  ['a refused connection', 'ECONNREFUSED'],
  ['a host without a route', 'EHOSTUNREACH'],
])('tells an unavailable Postgres: %s', (_what, code) => {
  expect(verdict(withCode(code))).toEqual(unavailable);
});

it.each([
  'timeout expired',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Driver not Connected',
])('tells it by what pg and TypeORM say without a code: %s', (message) => {
  expect(verdict(new Error(message))).toEqual(unavailable);
});

it('tells it when every address of a host failed, and when our own deadline passed', () => {
  expect(verdict(new AggregateError([withCode('ECONNREFUSED'), withCode('ETIMEDOUT')]))).toEqual(unavailable);
  expect(verdict(new PostgresUnavailable('no answer within 300 ms'))).toEqual(unavailable);
});

it.each([
  ['a deadlock', '40P01', { ...none, transient: true, statement: true }],
  ['a failed serialization', '40001', { ...none, transient: true, statement: true }],
  ['a lock that was not available', '55P03', { ...none, transient: true }],
  ['a constraint', '23505', { ...none, data: true, statement: true }],
  ['a character that text cannot hold', '22P05', { ...none, data: true, statement: true }],
  ['a program limit', '54000', { ...none, data: true, statement: true }],
  ['wrong syntax', '42601', { ...none, statement: true }],
  ['a table that a migration will bring', '42P01', none],
  ['a wrong password', '28P01', { ...none, credentials: true }],
  ['a database that is not there', '3D000', { ...none, credentials: true }],
])('tells %s from it', (_what, code, expected) => {
  expect(verdict(withCode(code))).toEqual(expected);
});

it('takes no defect of ours for it, whatever the words', () => {
  for (const error of [new TypeError('x is not a function'), withCode('ERR_INVALID_ARG_TYPE'), 'timeout expired', null])
    expect(verdict(error)).toEqual(none);
});

it.each([
  ['no connection in time', new Error('timeout expired'), true],
  ['no answer', new PostgresSilent('no answer'), true],
  ['no answer, as TypeORM tells it', Object.assign(new Error('x'), { driverError: new PostgresSilent('x') }), true],
  ['a pool of which all are busy', new Error('timeout exceeded when trying to connect'), false],
  ['a connection that was lost', withCode('ECONNRESET'), false],
  ['a statement that took too long', withCode('57014'), false],
])('knows a Postgres that keeps silent: %s', (_what, error, isSilent) => {
  expect(isPostgresSilent(error)).toBe(isSilent);
});

it('knows a Postgres that answers, and takes no writes', () => {
  expect(['25006', '53100', '53200', '58030'].filter((code) => takesNoWrites(withCode(code)))).toHaveLength(4);
  expect(['53300', '57P03', '08006', '23505'].filter((code) => takesNoWrites(withCode(code)))).toEqual([]);
});
