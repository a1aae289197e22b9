export { commonPassword, isCommonPassword } from './common-passwords.js';
export { contactKind } from './contact.kind.js';
export { PeopleModule } from './people.module.js';
export { teamKind } from './team.kind.js';
export { userKind } from './user.kind.js';
