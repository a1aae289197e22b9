import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request of Slack that is acted on once, and what it was answered; null while that is not known. */
@Entity('slack_request')
@Index('slack_request_at', ['at'])
export class SlackRequestEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'slack_request_pkey' })
  key: string;

  @Column('timestamptz')
  at: Date;

  @Column('jsonb', { nullable: true })
  answer: unknown;
}
