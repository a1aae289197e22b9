import { numberRanges } from '@ringdown/contracts';
import type { ReactNode } from 'react';
import { SelectField } from '../form/choice-fields.js';
import { NumberField, TextField, ZoneField } from '../form/fields.js';
import { RowsField } from '../form/list-fields.js';
import { notActive } from './not-active.js';

const ways = [
  { value: 'sms', label: 'SMS' },
  { value: 'voice', label: 'Phone call' },
  { value: 'email', label: 'E-mail' },
  { value: 'slack', label: 'Slack' },
];

interface ProfileFieldsProps {
  /** Where a password is set. */
  readonly password: ReactNode;
  /** More about who it is, right after the name. */
  readonly children?: ReactNode;
}

/** What a person may change about themselves, and an admin about everyone. */
export function ProfileFields({ password, children }: ProfileFieldsProps) {
  return (
    <>
      <TextField path="name" label="Name" required />
      {children}
      <TextField
        path="phone"
        label="Phone"
        type="tel"
        placeholder="+14155550102"
        hint="With country code. Without one, nobody can be rung."
      />
      <ZoneField path="timeZone" label="Time zone" />
      {password}
      <RowsField
        path="notify"
        label="Notification"
        hint={`How to be notified of an incident, each after so many minutes. ${notActive.notifications}`}
        addLabel="Add a notification"
        blank={{ type: 'sms', delayMinutes: 0 }}
        row={(path) => (
          <>
            <SelectField path={`${path}.type`} label="By" choices={ways} />
            <NumberField path={`${path}.delayMinutes`} label="After" range={numberRanges.delayMinutes} unit="min" />
          </>
        )}
      />
    </>
  );
}
