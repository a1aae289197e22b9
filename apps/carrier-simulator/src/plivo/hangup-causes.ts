/** Why a leg or a call ended, as Plivo words it. */
export interface HangupCause {
  readonly cause: string;
  readonly name: string;
  readonly code: number;
  readonly source: string;
}

const hangupCause = (code: number, name: string, cause: string, source: string): HangupCause => ({
  code,
  name,
  cause,
  source,
});

/** From Plivo's table of standard hangup causes. */
export const hangupCauses = {
  byCaller: hangupCause(4000, 'Normal Hangup', 'NORMAL_CLEARING', 'Caller'),
  byCallee: hangupCause(4000, 'Normal Hangup', 'NORMAL_CLEARING', 'Callee'),
  byApi: hangupCause(4000, 'Normal Hangup', 'NORMAL_CLEARING', 'API Request'),
  byElement: hangupCause(4000, 'Normal Hangup', 'NORMAL_CLEARING', 'Answer XML'),
  endOfXml: hangupCause(4010, 'End Of XML Instructions', 'NORMAL_CLEARING', 'Plivo'),
  canceledByCaller: hangupCause(1000, 'Canceled', 'ORIGINATOR_CANCEL', 'Caller'),
  canceledByApi: hangupCause(1000, 'Canceled', 'ORIGINATOR_CANCEL', 'API Request'),
  invalidDestination: hangupCause(2000, 'Invalid Destination Address', 'INVALID_NUMBER_FORMAT', 'Carrier'),
  loop: hangupCause(2060, 'Loop Detected', 'NORMAL_CLEARING', 'Plivo'),
  noAnswer: hangupCause(3000, 'No Answer', 'NO_ANSWER', 'Carrier'),
  busy: hangupCause(3010, 'Busy Line', 'USER_BUSY', 'Callee'),
  rejected: hangupCause(3020, 'Rejected', 'CALL_REJECTED', 'Callee'),
  rejectedByElement: hangupCause(3020, 'Rejected', 'CALL_REJECTED', 'Answer XML'),
  busyByElement: hangupCause(3010, 'Busy Line', 'USER_BUSY', 'Answer XML'),
  invalidCallerId: hangupCause(3030, 'Invalid Caller ID', 'CALL_REJECTED', 'Carrier'),
  scheduled: hangupCause(6000, 'Scheduled Hangup', 'ALLOTTED_TIMEOUT', 'Plivo'),
  ringTimeout: hangupCause(6010, 'Ring Timeout Reached', 'NO_ANSWER', 'Plivo'),
  lostRace: hangupCause(9000, 'Lost Race', 'LOSE_RACE', 'Plivo'),
  confirmFailed: hangupCause(9110, 'Confirm Key Challenge Failed', 'NORMAL_CLEARING', 'Plivo'),
} as const;

const faultNames: Readonly<Record<number, string>> = {
  7011: 'Error Reaching Answer URL',
  7012: 'Error Reaching Action URL',
  7013: 'Error Reaching Transfer URL',
  7014: 'Error Reaching Redirect URL',
  8011: 'Invalid Answer XML',
  8012: 'Invalid Action XML',
  8013: 'Invalid Transfer XML',
  8014: 'Invalid Redirect XML',
};

/** A document that could not be fetched or executed. */
export function faultCause(code: number): HangupCause {
  return hangupCause(code, faultNames[code] ?? 'Unknown', 'NORMAL_CLEARING', 'Error');
}
