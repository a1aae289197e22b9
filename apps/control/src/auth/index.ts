export { ActingUsers } from './acting-users.js';
export { ApiKeyEntity, ApiKeyRepository } from './api-key.repository.js';
export { AuthModule } from './auth.module.js';
export { CheckPassword } from './check-password.js';
export { commonPassword, CredentialEntity, isCommonPassword, setPassword } from './credential.repository.js';
export { csrfTokenOf, SessionCookie } from './session-cookie.js';
export { SessionEntity, SessionRepository } from './session.repository.js';
