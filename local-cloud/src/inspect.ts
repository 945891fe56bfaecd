/** What checks of definitions and policies are made of, and what is served. */
export { matchesAction, matchesArn } from './authorization/wildcard.ts';
export { parseDefinition } from './stepfunctions/language/parse.ts';
export { supportTables } from './support.ts';
