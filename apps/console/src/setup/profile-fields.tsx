import { numberRanges } from '@ringdown/contracts';
import type { ReactNode } from 'react';
import { choicesFrom, SelectField } from '../form/choice-fields.js';
import { NumberField, TextField, ZoneField } from '../form/fields.js';
import { RowsField } from '../form/list-fields.js';
import { notifyWays } from '../incidents/notification-words.js';

const ways = choicesFrom(notifyWays);
const slackNeeds = 'Slack needs a channel of the type Slack app, and this e-mail address in Slack.';

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
        hint={`How to be notified of an incident, each so many minutes after the step that names you. What fails makes way for the next at once; with none that can be used, an e-mail is sent. ${slackNeeds}`}
        addLabel="Add a notification"
        blank={{ type: 'sms', delayMinutes: 0 }}
        row={(path) => (
          <>
            <SelectField path={`${path}.type`} label="By" choices={ways} />
            <NumberField path={`${path}.delayMinutes`} label="After" range={numberRanges.delayMinutes} unit="min" />
          </>
        )}
      />
      <TextField
        path="pushUrl"
        label="Push address"
        type="url"
        placeholder="https://ntfy.sh/a-topic-nobody-guesses"
        hint="The address of a topic of ntfy that your phone subscribes to. Whoever knows it reads what is pushed there."
      />
      <RowsField
        path="shiftNotices"
        label="Shift notice"
        hint={`How to be told that a shift of yours begins: so many minutes before; with 0 when it begins and when it ends. ${slackNeeds}`}
        addLabel="Add a shift notice"
        blank={{ type: 'push', minutesBefore: 30 }}
        row={(path) => (
          <>
            <SelectField path={`${path}.type`} label="By" choices={ways} />
            <NumberField path={`${path}.minutesBefore`} label="Before" range={numberRanges.minutesBefore} unit="min" />
          </>
        )}
      />
    </>
  );
}

/** What a text field shows as nothing is null in the API. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
