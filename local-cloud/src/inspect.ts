/** What checks of definitions and policies are made of, what is served, and what its docs repeat. */
export { matchesAction, matchesArn } from './authorization/wildcard.ts';
export { commandSummaries } from './cli/commands.ts';
export { exportLines, unsetLines } from './client/options.ts';
export { didYouMean } from './core/closest.ts';
export { parseDefinition } from './stepfunctions/language/parse.ts';
export { supportTables } from './support.ts';
