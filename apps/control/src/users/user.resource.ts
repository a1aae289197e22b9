import { whyNotSentTo } from '@ringdown/chat';
import { type ConfigDocument, newUser } from '@ringdown/contracts';
import { isTimeZone, noTimeZone } from '@ringdown/domain-oncall';
import { DomainError } from '@ringdown/kernel';
import type { Sql } from '@ringdown/platform-persistence';
import { commonPassword, isCommonPassword, setPassword } from '../auth/index.js';
import { defineResource, hasAnotherAdmin, refer, referUntil, type ResourceChange } from '../configuration/index.js';

const isUncommon = (password: string | undefined): boolean => password === undefined || !isCommonPassword(password);

type Change = ResourceChange<ConfigDocument<'user'>>;

export const userResource = defineResource({
  kind: 'user',
  idKind: 'user',
  path: 'users',
  word: 'user',
  input: newUser.extend({ password: newUser.shape.password.refine(isUncommon, commonPassword) }),
  ownFields: ['phoneVerifiedAt', 'absences', 'calendarTokenVersion'],
  complete: ({ password: _password, ...input }, before) => ({
    ...input,
    phoneVerifiedAt: before && before.phone === input['phone'] ? before.phoneVerifiedAt : null,
    absences: before?.absences ?? [],
    calendarTokenVersion: before?.calendarTokenVersion,
  }),
  references: ({ absences }) =>
    absences.flatMap(({ standInUserId, endsAt }, n) =>
      referUntil(endsAt, refer('user', `absences.${n}.standInUserId`, standInUserId)),
    ),
  faults: ({ timeZone, pushUrl }, { settings }) => {
    const refusal = pushUrl && whyNotSentTo(pushUrl, settings.outboundAllowPrivate);
    return [
      ...(isTimeZone(timeZone) ? [] : [{ path: 'timeZone', message: noTimeZone }]),
      ...(refusal ? [{ path: 'pushUrl', message: refusal }] : []),
    ];
  },
  answer: ({ absences: _absences, calendarTokenVersion: _version, ...user }) => user,
  forViewers: ({ pushUrl: _pushUrl, ...fields }) => fields,
  written: async (change, tx) => {
    await keepAnAdmin(change, tx);
    const password = change.input?.['password'];
    if (typeof password === 'string') await setPassword(tx, change.id, password);
  },
});

async function keepAnAdmin({ id, before, after }: Change, tx: Sql): Promise<void> {
  if (before?.role !== 'admin' || after?.role === 'admin') return;
  if (!(await hasAnotherAdmin(tx, id)))
    throw new DomainError('conflict', 'This is the last admin. Make another user an admin first.');
}
