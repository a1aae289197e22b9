export { DeletedCallEntity } from './call-log.repository.js';
