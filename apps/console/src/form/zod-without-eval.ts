import { z } from 'zod';

/** Has to run before the first schema is made: the console's content security policy forbids the code that zod would generate. */
z.config({ jitless: true });
