/** SQL for: the details of this incident are the payload of the call $1, and of no other; the index `incident_of_call` has it. */
export const isPayloadOfCall = `source = 'call' and details -> 'details' ->> 'callId' = $1`;
