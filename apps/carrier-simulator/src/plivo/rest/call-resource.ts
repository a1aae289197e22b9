import type { PlivoCall } from '../plivo-call.js';
import { bareNumber, dateTime } from '../wire-format.js';

/** A call that goes on. */
export function liveCall(call: PlivoCall): object {
  const { order, callSid, startedAtMs } = call.record;
  return {
    call_uuid: callSid,
    request_uuid: call.requestUuid,
    direction: direction(call),
    from: bareNumber(order.from),
    to: bareNumber(order.to),
    caller_name: order.from,
    call_status: call.status,
    session_start: dateTime(startedAtMs),
    stir_verification: 'Not Verified',
  };
}

/** The call detail record of one that is over. */
export function callDetailRecord(call: PlivoCall): object {
  const { order, callSid, startedAtMs } = call.record;
  const { answeredAtMs, endedAtMs = startedAtMs, hangupCause, accountSid, seconds } = call;
  const bill = Math.ceil(seconds / 60) * 60;
  return {
    call_uuid: callSid,
    parent_call_uuid: null,
    call_direction: direction(call),
    call_state: call.answered ? 'ANSWERED' : 'NO_ANSWER',
    from_number: order.from,
    to_number: bareNumber(order.to),
    initiation_time: `${dateTime(startedAtMs)}+00:00`,
    answer_time: answeredAtMs === undefined ? null : `${dateTime(answeredAtMs)}+00:00`,
    end_time: `${dateTime(endedAtMs)}+00:00`,
    call_duration: seconds,
    bill_duration: bill,
    billed_duration: bill,
    total_amount: ((bill / 60) * 0.0055).toFixed(5),
    total_rate: '0.00550',
    hangup_cause_code: hangupCause.code,
    hangup_cause_name: hangupCause.name,
    hangup_source: hangupCause.source,
    stir_verification: 'Not Verified',
    resource_uri: `/v1/Account/${accountSid}/Call/${callSid}/`,
  };
}

const direction = (call: PlivoCall): string => (call.direction === 'incoming' ? 'inbound' : 'outbound');
