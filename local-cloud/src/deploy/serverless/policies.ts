import { didYouMean } from '../../core/closest.ts';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { POLICY_TEMPLATES, type PolicyStatement } from './policy-templates.ts';

/** `Policies`: one, or a list of names and ARNs, of documents, and of policy templates. */
export const policies = json
  .transform((value) => (Array.isArray(value) ? value : [value]))
  .default([]);

/** What is attached to a role. */
export interface RolePolicies {
  readonly managed: readonly Json[];
  readonly inline: readonly { readonly PolicyName: string; readonly PolicyDocument: Json }[];
}

/**
 * The policies of the role `roleId`, each inline one named by its place in the list.
 *
 * @throws UserError for what is no policy, and for a policy template that is not served
 */
export function policiesOf(given: readonly Json[], roleId: string): RolePolicies {
  const managed: Json[] = [];
  const inline: { PolicyName: string; PolicyDocument: Json }[] = [];
  for (const [index, policy] of given.entries()) {
    const document = documentOf(policy, roleId);
    if (document === undefined) managed.push(managedArn(policy));
    else inline.push({ PolicyName: `${roleId}Policy${index}`, PolicyDocument: document });
  }
  const once = new Map(managed.map((arn) => [JSON.stringify(arn), arn]));
  return { managed: [...once.values()], inline };
}

/** Undefined for a managed policy: a name, or a function that gives an ARN. */
function documentOf(policy: Json, roleId: string): JsonObject | undefined {
  if (typeof policy === 'string') return undefined;
  if (!isObject(policy)) throw new UserError(`${roleId}: ${JSON.stringify(policy)} is no policy`);
  if (policy.Statement !== undefined) return policy;
  const [name = '', ...others] = Object.keys(policy);
  if (name === 'Ref' || (name.startsWith('Fn::') && name !== 'Fn::If')) return undefined;
  const template = memberOf(POLICY_TEMPLATES, name);
  if (template !== undefined && others.length === 0) {
    return { Statement: statements(template, parametersOf(policy[name]!, name, template)) };
  }
  throw new UserError(`${roleId}: the local cloud does not serve the policy template ${name}`, {
    why: `${didYouMean(name, Object.keys(POLICY_TEMPLATES))}Served: ${Object.keys(POLICY_TEMPLATES).join(', ')}.`,
    fix: 'Write what it allows as a policy with a Statement: it allows the same in AWS.',
  });
}

function parametersOf(given: Json, name: string, template: readonly PolicyStatement[]): JsonObject {
  const texts = template.flatMap(({ resources }) => resources);
  const wanted = new Set(
    texts.flatMap((text) => [...text.matchAll(/\$\{(\w+)\}/g)].map((m) => m[1]!)),
  );
  const parameters = isObject(given) ? given : {};
  const missing = [...wanted].filter((parameter) => parameters[parameter] === undefined);
  const unknown = Object.keys(parameters).filter((parameter) => !wanted.has(parameter));
  if (missing.length === 0 && unknown.length === 0) return parameters;
  throw new UserError(
    `The policy template ${name} takes ${[...wanted].join(' and ') || 'nothing'}`,
    {
      why: [
        ...missing.map((one) => `${one} is missing.`),
        ...unknown.map((one) => `${one} is not one.`),
      ].join(' '),
    },
  );
}

/** Statements of a policy; `parameters` are what the resources name. */
export function statements(template: readonly PolicyStatement[], parameters: JsonObject): Json[] {
  return template.map(({ actions, resources }) => ({
    Effect: 'Allow',
    Action: [...actions],
    Resource: resources.map((text) => substituted(text, parameters)),
  }));
}

/** With the parameters that the text names: no others are made for it. */
function substituted(text: string, parameters: JsonObject): Json {
  if (text === '*') return text;
  const named = Object.entries(parameters).filter(([name]) => text.includes(`\${${name}}`));
  return named.length > 0 ? { 'Fn::Sub': [text, Object.fromEntries(named)] } : { 'Fn::Sub': text };
}

/** A policy of AWS's own may be named without its ARN; those of execution roles have a path. */
function managedArn(policy: Json): Json {
  if (typeof policy !== 'string' || policy.startsWith('arn:')) return policy;
  const path = /^AWSLambda\w*Role$/.test(policy) ? 'service-role/' : '';
  return { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${path}${policy}` };
}
