export type { NamedPolicy, PolicyDocument, Statement } from '../core/policy.ts';
export { accessDenied, denialMessage } from './denial.ts';
export { type AccessRequest, type Decision, evaluate, type Policies } from './evaluate.ts';
export type { PolicyKind } from './malformed.ts';
export { parsePolicy, parseResourcePolicy } from './parse.ts';
export { RecordedCalls } from './recorded-calls.ts';
export { type ActionUse, UsedActions } from './used-actions.ts';
