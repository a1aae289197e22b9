/** SQL for the ids of the incidents that tell of the call $1: what it opened, and what it was linked to since. */
export const incidentsAbout = `(select incident_id from known_call where call_id = $1
  union select incident_id from incident_call where call_id = $1)`;

/** SQL for: the details of this incident are the payload of the call $1, and of no other. */
export const isPayloadOfCall = `source = 'call' and details -> 'details' ->> 'callId' = $1`;
