export { sendSecurityHeaders, serveConsole } from './serve-console.js';
