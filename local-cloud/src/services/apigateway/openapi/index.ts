/** Loaded with the first document: most clouds never see one. */
export { applyDefinition } from './apply-definition.ts';
export { definitionIn } from './definition-in.ts';
