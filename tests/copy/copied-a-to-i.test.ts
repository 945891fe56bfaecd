import { slugs } from '../project.ts';
import { proveCopies } from './copied.ts';

// In two files, since two workers take less time for them.
proveCopies(slugs.filter((slug) => slug < 'j'));
