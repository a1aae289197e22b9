/**
 * The least and the greatest number that a field takes: its schema refuses what is outside, its input in the console does not offer it.
 * Apart from the schemas, so that the console's first page need not load them.
 */
export const numberRanges = {
  ringTimeoutSeconds: { min: 5, max: 120 },
  maxWaitSeconds: { min: 30, max: 600 },
  recordingRetentionDays: { min: 1, max: 3650 },
  callsPerCallerPerHour: { min: 1, max: 1000 },
  concurrentCalls: { min: 1, max: 1000 },
  /** Of a step of an escalation policy, and of a person's notification. */
  delayMinutes: { min: 0, max: 1440 },
  /** Texts or calls an hour. */
  notifyLimit: { min: 0, max: 100_000 },
  policyRepeats: { min: 0, max: 5 },
  repeatDelayMinutes: { min: 1, max: 1440 },
  /** Of the notice of a shift. */
  minutesBefore: { min: 0, max: 1440 },
  /** Until an acknowledgement expires, and until an incident is resolved by itself: 30 days at most. */
  incidentTimerMinutes: { min: 1, max: 43_200 },
  flappingOpens: { min: 2, max: 100 },
  flappingMinutes: { min: 1, max: 1440 },
  /** A heartbeat comes once a month at the least. */
  heartbeatMinutes: { min: 1, max: 44_640 },
  heartbeatGraceMinutes: { min: 0, max: 1440 },
  rulePosition: { min: 1, max: 100_000 },
  /** Of an alert rule that counts: as many occurrences of an incident are kept. */
  ruleCount: { min: 1, max: 1000 },
  ruleMinutes: { min: 1, max: 1440 },
  /** In the unit of the rotation: hours, days or weeks. */
  rotationEvery: { min: 1, max: 1000 },
} as const;

/** How late a heartbeat may be where its integration does not say, in minutes: jobs never begin on the second. */
export const defaultGraceMinutes = 1;

export type NumberRange = (typeof numberRanges)[keyof typeof numberRanges];
