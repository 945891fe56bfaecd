import type { Statement } from '../core/policy.ts';
import { escapeWildcards, type RequestContext, substitute } from './variables.ts';
import { actionMatcher, arnMatcher } from './wildcard.ts';

/** What a statement is about. */
export interface Scope {
  isAboutAction(action: string): boolean;
  isAboutResource(resource: string, context: RequestContext): boolean;
}

const scopes = new WeakMap<Statement, Scope>();

/** Compiled once: a policy that changes has new statements. */
export function scopeOf(statement: Statement): Scope {
  let scope = scopes.get(statement);
  if (scope === undefined) {
    scope = { isAboutAction: actionsOf(statement), isAboutResource: resourcesOf(statement) };
    scopes.set(statement, scope);
  }
  return scope;
}

function actionsOf({ actions, notActions = [] }: Statement): Scope['isAboutAction'] {
  const matchers = (actions ?? notActions).map(actionMatcher);
  const wanted = actions !== undefined;
  return (action) => matchers.some((matches) => matches(action)) === wanted;
}

/** The statements of a trust policy have no resource: they are about the role. */
function resourcesOf(statement: Statement): Scope['isAboutResource'] {
  const { resources, notResources = [], variables } = statement;
  const matchers = (resources ?? notResources).map((pattern) =>
    variables && pattern.includes('${') ? withVariables(pattern) : resourceMatcher(pattern),
  );
  const wanted = resources !== undefined;
  return (resource, context) => matchers.some((matches) => matches(resource, context)) === wanted;
}

function withVariables(pattern: string): Scope['isAboutResource'] {
  return (resource, context) => {
    const wanted = substitute(pattern, context);
    return wanted !== undefined && resourceMatcher(wanted)(resource);
  };
}

function resourceMatcher(pattern: string): (resource: string) => boolean {
  const matches = arnMatcher(pattern);
  return (resource) => (resource === '*' ? pattern === '*' : matches(escapeWildcards(resource)));
}
