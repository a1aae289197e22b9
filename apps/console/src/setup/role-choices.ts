import type { Role } from '../api/things.js';

const words: Readonly<Record<Role, string>> = {
  admin: 'Admin: may do everything',
  responder: 'Responder: reads all, acts on calls and incidents',
  viewer: 'Viewer: reads only',
};

export const roleChoices = Object.entries(words).map(([value, label]) => ({ value, label }));
