import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Condition, PolicyDocument, PrincipalPatterns, Statement } from '../core/policy.ts';
import { checkStatements } from './check-statements.ts';
import { isConditionOperator } from './conditions.ts';
import { isIdentity, malformed, type PolicyKind, syntax } from './malformed.ts';

const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];
const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * Reads a policy document: JSON text, or the object it stands for.
 *
 * @throws MalformedPolicyDocumentException with IAM's text; what is wrong where IAM does not say is its hint
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(source: unknown, kind: PolicyKind): PolicyDocument {
  const document = readObject(documentIn(source, kind), 'the document');
  onlyKnown(document, DOCUMENT_ELEMENTS, 'the document');
  const version = document.Version ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw syntax(`Version ${JSON.stringify(version)} is neither 2012-10-17 nor 2008-10-17`);
  }
  const found = document.Statement;
  if (found === undefined) throw syntax('it has no Statement');
  const id = text(document.Id, 'Id');
  const statements = (Array.isArray(found) ? found : [found]).map((statement, index) =>
    parseStatement(statement, index + 1, version === '2012-10-17'),
  );
  if (statements.length === 0) throw syntax('its Statement is empty');
  if (kind === 'managed' && version !== '2012-10-17') {
    throw malformed('Policy document must be version 2012-10-17 or greater.');
  }
  checkStatements(statements, kind);
  return { version, id, statements };
}

const parsed = new Map<string, PolicyDocument>();
const MOST_PARSED = 1_000;

/**
 * The same for the policy of a resource, which is asked for with every call to it: read once. What only
 * some resources refuse they have refused.
 */
export function parseResourcePolicy(source: unknown): PolicyDocument {
  if (typeof source !== 'string') return parsePolicy(source, 'bucket');
  let document = parsed.get(source);
  if (document === undefined) {
    document = parsePolicy(source, 'bucket');
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(source, document);
  }
  return document;
}

function documentIn(source: unknown, kind: PolicyKind): unknown {
  if (typeof source !== 'string') return source;
  try {
    return JSON.parse(source);
  } catch {
    throw isIdentity(kind)
      ? syntax('it is not JSON')
      : malformed('This policy contains invalid Json');
  }
}

function readObject(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw syntax(`${where} is not an object`);
  return value;
}

function parseStatement(source: Json, position: number, variables: boolean): Statement {
  const where = `statement ${position}`;
  const statement = readObject(source, where);
  onlyKnown(statement, STATEMENT_ELEMENTS, where);
  for (const element of ['Principal', 'Action', 'Resource']) {
    if (statement[element] !== undefined && statement[`Not${element}`] !== undefined) {
      throw syntax(`${where} has both ${element} and Not${element}`);
    }
  }
  const effect = statement.Effect;
  if (typeof effect !== 'string' || !/^(?:allow|deny)$/i.test(effect)) {
    throw syntax(`Effect of ${where} is neither Allow nor Deny`);
  }
  return {
    sid: text(statement.Sid, `Sid of ${where}`),
    effect: effect as Statement['effect'],
    principals: parsePrincipals(statement.Principal, where),
    notPrincipals: parsePrincipals(statement.NotPrincipal, where),
    actions: texts(statement.Action, `Action of ${where}`),
    notActions: texts(statement.NotAction, `NotAction of ${where}`),
    resources: texts(statement.Resource, `Resource of ${where}`),
    notResources: texts(statement.NotResource, `NotResource of ${where}`),
    conditions: parseConditions(statement.Condition, where),
    variables,
  };
}

function parsePrincipals(source: Json | undefined, where: string): PrincipalPatterns | undefined {
  if (source === undefined) return undefined;
  if (source === '*') return { AWS: ['*'] };
  const principals = readObject(source, `Principal of ${where}`);
  onlyKnown(principals, PRINCIPAL_TYPES, `Principal of ${where}`);
  const parsed: Record<string, readonly string[]> = {};
  for (const [type, values] of Object.entries(principals)) {
    parsed[type] = texts(values, `Principal of ${where}`) ?? [];
    for (const value of parsed[type]) {
      if (value !== '*' && /[*?]/.test(value)) {
        throw malformed(`Invalid principal in policy: "${type}":"${value}"`);
      }
    }
  }
  return parsed;
}

function parseConditions(source: Json | undefined, where: string): Condition[] {
  if (source === undefined) return [];
  const conditions: Condition[] = [];
  for (const [name, keys] of Object.entries(readObject(source, `Condition of ${where}`))) {
    const operator = parseOperator(name, where);
    for (const [key, values] of Object.entries(readObject(keys, `${name} of ${where}`))) {
      conditions.push({
        ...operator,
        key: key.toLowerCase(),
        values: (Array.isArray(values) ? values : [values]).map((value) => scalar(value, name)),
      });
    }
  }
  return conditions;
}

function parseOperator(name: string, where: string): Omit<Condition, 'key' | 'values'> {
  const [, set, operator, suffix] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const ifExists = suffix !== undefined;
  if (
    operator === undefined ||
    !isConditionOperator(operator) ||
    (operator === 'Null' && ifExists)
  ) {
    throw syntax(`${where} has an unknown condition operator, ${name}`);
  }
  return { operator, set: set as Condition['set'], ifExists };
}

function scalar(value: Json, where: string): string {
  if (typeof value === 'object') throw syntax(`a value of ${where} is not a text`);
  return String(value);
}

function texts(value: Json | undefined, where: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map((item) => text(item, where)!);
}

function text(value: Json | undefined, where: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw syntax(`${where} is not a text`);
}

function onlyKnown(object: JsonObject, known: readonly string[], where: string): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined) throw syntax(`${where} has an unknown element, ${unknown}`);
}
