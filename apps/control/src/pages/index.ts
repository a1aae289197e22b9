export { type Page, pageOf } from './page-of.js';
