import { isNativeError } from 'node:util/types';

/** Postgres is not reachable or did not answer in time; the statement may have been done or not. */
export class PostgresUnavailable extends Error {}

/** Postgres, or the network on the way to it, answers nothing: the next statement would wait in vain. */
export class PostgresSilent extends PostgresUnavailable {}

/**
 * SQLSTATE classes (PostgreSQL documentation, appendix A) of a server that cannot do its work now: connection, insufficient
 * resources (full disk, out of connections), operator intervention (shutdown, statement timeout), system error. 25006 is a server
 * that only reads: a standby, or one whose disk somebody protects.
 */
const unavailableStates = /^((08|53|57|58)\w{3}|25006)$/;
/** Transaction rollback (deadlock, serialization) and object not in prerequisite state (a lock that was not available). */
const contendedStates = /^(40|55)\w{3}$/;
const dataStates = /^(22|23|54)\w{3}$/;
const statementStates = /^(22|23|40|42|44|54)\w{3}$/;
/** A server that only reads, has no room on its disk or no memory for this statement, or cannot write to its disk. */
const unwritableStates = /^(25006|53100|53200|58030)$/;
/** A table or column that does not exist yet is explained by a migration under way. */
const missingYet = /^(42P01|42703)$/;
/** The role, its password or its database is wrong: no waiting mends that. */
const credentialStates = /^(28\w{3}|3D000)$/;

const socketFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOENT',
]);

/** What pg, pg-pool and TypeORM say, without a code, of a connection that was not made in time, was lost, or gave no answer. */
const connectionFailures =
  /timeout expired|query read timeout|timeout exceeded when trying to connect|connection terminated|connect timeout|client has encountered a connection error|client was closed|driver not connected|not connected|socket hang up/i;

/** A statement that was cancelled for its time, or for want of memory. */
const tooMuchStates = /^(57014|53200)$/;

const stateOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** True when the failure says that Postgres cannot be reached, is not ready or did not answer in time, not that the statement was wrong. */
export function isPostgresUnavailable(error: unknown): boolean {
  if (error instanceof PostgresUnavailable) return true;
  if (!isNativeError(error)) return false;
  const code = stateOf(error);
  if (socketFailures.has(code) || unavailableStates.test(code)) return true;
  const { errors, driverError } = error as { errors?: unknown; driverError?: unknown };
  if (driverError instanceof PostgresUnavailable) return true;
  if (Array.isArray(errors) && errors.some(isPostgresUnavailable)) return true;
  return code === '' && connectionFailures.test(error.message);
}

/** True when nothing was heard of Postgres: no connection in time, or no answer. */
export const isPostgresSilent = (error: unknown): boolean =>
  error instanceof PostgresSilent ||
  (error as { driverError?: unknown } | null)?.driverError instanceof PostgresSilent ||
  (isPostgresUnavailable(error) && stateOf(error) === '' && /timeout expired|connection timeout/i.test(String(error)));

/** True when Postgres answers, but takes no writes now: reading, and trying to write again, cost nobody time. */
export const takesNoWrites = (error: unknown): boolean => unwritableStates.test(stateOf(error));

/** True when the same statement may succeed later without anybody changing it: unavailable, or in the way of another transaction. */
export const isTransient = (error: unknown): boolean =>
  isPostgresUnavailable(error) || contendedStates.test(stateOf(error));

/** True when Postgres will never take these values: data exception, constraint, program limit. */
export const isFaultOfData = (error: unknown): boolean => dataStates.test(stateOf(error));

/** True when the statement itself, its data or its rivals are at fault, and Postgres answered as it should. */
export const isFaultOfStatement = (error: unknown): boolean =>
  statementStates.test(stateOf(error)) && !missingYet.test(stateOf(error));

/** True when Postgres refuses who we say we are, or has no such database. */
export const isFaultOfCredentials = (error: unknown): boolean => credentialStates.test(stateOf(error));

/** True when the server only reads: a standby, or an address that leads to the new primary by now. */
export const isReadOnly = (error: unknown): boolean => stateOf(error) === '25006';

/** True when all connections of the server are taken. */
export const isOutOfConnections = (error: unknown): boolean => stateOf(error) === '53300';

/** True when a smaller statement may succeed where this one did not: it took too long, or too much memory. */
export const isTooMuchForPostgres = (error: unknown): boolean =>
  tooMuchStates.test(stateOf(error)) || /timeout/i.test(String(error));

/** The unique constraint or index that a row would break; undefined for any other failure. */
export function violatedConstraint(error: unknown): string | undefined {
  if (stateOf(error) !== '23505') return undefined;
  return String((error as { constraint?: unknown }).constraint ?? '');
}
