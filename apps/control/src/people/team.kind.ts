import { newTeam } from '@ringdown/contracts';
import { referEach, thingKind } from '../things/index.js';

export const teamKind = thingKind({
  kind: 'team',
  idKind: 'team',
  path: 'teams',
  word: 'team',
  input: newTeam,
  references: (team) => referEach('user', 'memberIds', team.memberIds),
});
