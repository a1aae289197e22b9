/** A recording as the REST API knows it. Its media is there once its status is `completed`. */
export interface Recording {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string;
  /** The provider's word for what began it. */
  readonly source: string;
  readonly channels: 1 | 2;
  readonly track: string;
  readonly startedAt: Date;
  readonly url: string;
  seconds: number;
  status: 'in-progress' | 'processing' | 'completed' | 'absent' | 'deleted';
}
