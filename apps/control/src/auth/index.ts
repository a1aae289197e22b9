export { ApiKeyRepository } from './api-key.repository.js';
export { AuthModule } from './auth.module.js';
export { CheckPassword } from './check-password.js';
export { commonPassword, isCommonPassword, setPassword } from './credential.repository.js';
export { csrfTokenOf, SessionCookie } from './session-cookie.js';
export { SessionRepository } from './session.repository.js';
