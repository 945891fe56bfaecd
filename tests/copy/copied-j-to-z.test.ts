import { slugs } from '../project.ts';
import { proveCopies } from './copied.ts';

proveCopies(slugs.filter((slug) => slug >= 'j'));
