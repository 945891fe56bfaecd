import type { Statement } from '../core/policy.ts';
import { isIdentity, legacy, malformed, type PolicyKind, syntax } from './malformed.ts';
import { resourceProblem } from './resource-format.ts';

/**
 * Checks statements whose syntax is right, in IAM's order: of those of roles the effects, dates and
 * resources, the ids, then the actions. The order is known from tests of moto that were held to AWS.
 *
 * @throws MalformedPolicyDocumentException
 */
export function checkStatements(statements: readonly Statement[], kind: PolicyKind): void {
  const identity = isIdentity(kind);
  for (const statement of statements) checkEffect(statement, identity);
  if (identity) statements.forEach(checkDates);
  const problem = identity ? resourceProblem(statements.flatMap(resourcesOf)) : undefined;
  if (kind !== 'bucket') checkSids(statements);
  if (statements.some((statement) => actionsOf(statement).length === 0)) {
    throw malformed('Policy statement must contain actions.');
  }
  if (problem !== undefined) throw malformed(problem);
  for (const action of statements.flatMap(actionsOf)) checkAction(action, kind);
  statements.forEach((statement, index) => {
    if (identity) checkIdentity(statement);
    else checkOther(statement, kind, `statement ${index + 1}`);
  });
}

function actionsOf({ actions, notActions }: Statement): readonly string[] {
  return actions ?? notActions ?? [];
}

function resourcesOf({ resources, notResources }: Statement): readonly string[] {
  return resources ?? notResources ?? [];
}

function checkEffect({ effect }: Statement, identity: boolean): void {
  if (effect === 'Allow' || effect === 'Deny') return;
  const hint = `the Effect ${effect} is neither Allow nor Deny`;
  throw identity ? legacy(hint) : syntax(hint);
}

function checkDates({ conditions }: Statement): void {
  for (const { operator, values } of conditions) {
    const wrong = operator.startsWith('Date') && values.find((value) => !isDate(value));
    if (typeof wrong === 'string') throw legacy(`"${wrong}" is no date`);
  }
}

/** ISO 8601, or seconds since 1970. */
function isDate(value: string): boolean {
  if (/^\d+$/.test(value)) return BigInt(value) < 2n ** 63n;
  const [, month = '1', day = '1'] = DATE.exec(value) ?? [];
  return DATE.test(value) && within(month, 1, 12) && within(day, 1, 31);
}

const TIME =
  't(?:\\d\\d?(?::\\d\\d?(?::\\d\\d?(?:\\.\\d{1,9})?)?)?(?:z|[+-]\\d\\d(?::?\\d\\d)?)?)?';
const DATE = new RegExp(`^-?\\d{1,9}(?:-(\\d\\d?)(?:-(\\d\\d?))?)?(?:${TIME})?$`, 'i');

function within(text: string, least: number, most: number): boolean {
  return Number(text) >= least && Number(text) <= most;
}

function checkSids(statements: readonly Statement[]): void {
  const sids = statements.flatMap(({ sid }) => (sid ? [sid] : []));
  if (new Set(sids).size < sids.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
  }
}

function checkAction(action: string, kind: PolicyKind): void {
  const [vendor, ...names] = action.split(':');
  const hint = `"${action}" is no action`;
  if (names.length === 0 && vendor !== '*') {
    throw malformed(
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
      hint,
    );
  }
  if (names.length > 1) throw malformed('Actions/Condition can contain only one colon.', hint);
  if (vendor !== '*' && /[^a-zA-Z0-9.-]/.test(vendor!)) {
    throw malformed(`Vendor ${vendor} is not valid`);
  }
  if (kind === 'trust' && vendor !== 'sts') {
    const message = 'AssumeRole policy may only specify STS AssumeRole actions.';
    throw malformed(message, `${action} is none`);
  }
}

function checkIdentity(statement: Statement): void {
  if (resourcesOf(statement).length === 0) {
    throw malformed('Policy statement must contain resources.');
  }
  if ((statement.principals ?? statement.notPrincipals) !== undefined) {
    throw malformed('Policy document should not specify a principal.');
  }
}

function checkOther(statement: Statement, kind: PolicyKind, where: string): void {
  const resources = resourcesOf(statement);
  if (kind === 'trust' && resources.length > 0) throw malformed('Has prohibited field Resource');
  const wrong = resources.find((resource) => !/^(?:\*$|arn:|\$\{)/.test(resource));
  if (wrong !== undefined) throw malformed(`Resource ${wrong} must be in ARN format or "*".`);
  if ((statement.principals ?? statement.notPrincipals) === undefined) {
    throw malformed('Missing required field Principal', `it is not in ${where}`);
  }
}
