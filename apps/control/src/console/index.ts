export { sendSecurityHeaders } from './security-headers.js';
export { serveConsole } from './serve-console.js';
