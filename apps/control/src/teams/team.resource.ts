import { newTeam } from '@ringdown/contracts';
import { defineResource, referEach } from '../configuration/index.js';

export const teamResource = defineResource({
  kind: 'team',
  idKind: 'team',
  path: 'teams',
  word: 'team',
  input: newTeam,
  references: (team) => referEach('user', 'memberIds', team.memberIds),
});
