import { readsMangledMails } from './mails.js';

it('reads 2,000 mangled mails as alerts with a title, each', () => readsMangledMails(2000), 600_000);
