import { BoundedRegex } from '../core/bounded-regex.ts';
import { UserError } from '../core/errors.ts';
import { memberOf } from '../core/json.ts';
import { nextTurn } from '../core/turns.ts';
import type { Template, TemplateParameter } from './template.ts';

/** What a value is, by the parameter's type: text for most, a list for some. */
export type ParameterValue = string | string[];

/** Values by the names of the template's parameters, as they are given for a deployment. */
export type GivenParameters = Readonly<Record<string, string>>;

const STORED = /^AWS::SSM::Parameter::Value<(.+)>$/;

/** What is checked before AWS uploads anything: the local cloud needs no bootstrap stack. */
const BOOTSTRAP_VERSION = /^\/cdk-bootstrap\/[^/]+\/version$/;
/** https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml */
const BOOTSTRAPPED = '30';

/**
 * The value of each parameter: what is given or else its default, checked against its constraints.
 * A type `AWS::SSM::Parameter::Value<...>` stands for what `stored` tells of the name. Values of
 * AWS's own types (`AWS::EC2::VPC::Id` and so on) are taken as they are.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 *
 * @throws UserError that names the parameter
 */
export async function parameterValues(
  { Parameters, source }: Template,
  given: GivenParameters,
  stored: (name: string) => Promise<string>,
): Promise<ReadonlyMap<string, ParameterValue>> {
  checkNames(Object.keys(Parameters), Object.keys(given), source);
  const missing = Object.keys(Parameters).filter(
    (name) => memberOf(given, name) === undefined && Parameters[name]!.Default === undefined,
  );
  if (missing.length > 0) {
    throw new UserError(`Parameters: [${missing.join(', ')}] must have values`, {
      why: `${source} gives them no default.`,
      fix: `Give each with --parameters ${missing[0]}=..., or under "parameters" of local-cloud.config.json.`,
    });
  }
  const values = new Map<string, ParameterValue>();
  for (const [name, parameter] of Object.entries(Parameters)) {
    const text = memberOf(given, name) ?? String(parameter.Default);
    checkValue(name, parameter, text);
    if (parameter.AllowedPattern !== undefined) await nextTurn();
    values.set(name, await valueFor(parameter.Type, text, stored));
  }
  return values;
}

function checkNames(known: readonly string[], given: readonly string[], source: string): void {
  const there = new Set(known);
  const unknown = given.filter((name) => !there.has(name));
  if (unknown.length === 0) return;
  throw new UserError(`Parameters: [${unknown.join(', ')}] do not exist in the template`, {
    why: `${source} has ${known.length === 0 ? 'no parameters' : known.join(', ')}.`,
  });
}

async function valueFor(
  type: string,
  text: string,
  stored: (name: string) => Promise<string>,
): Promise<ParameterValue> {
  const [, storedType] = STORED.exec(type) ?? [];
  if (storedType === undefined) return isList(type) ? items(text) : text;
  const value = BOOTSTRAP_VERSION.test(text) ? BOOTSTRAPPED : await stored(text);
  return isList(storedType) ? items(value) : value;
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function items(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

/** In CloudFormation's words. */
function checkValue(name: string, parameter: TemplateParameter, text: string): void {
  const { Type, AllowedValues, AllowedPattern } = parameter;
  const values = isList(Type) ? items(text) : [text];
  const refuse = (why: string) => {
    throw new UserError(
      parameter.ConstraintDescription === undefined
        ? `Parameter '${name}' ${why}`
        : `Parameter ${name} failed to satisfy constraint: ${parameter.ConstraintDescription}`,
      { why: described(parameter, text) },
    );
  };
  if (!KNOWN_TYPE.test(Type)) {
    throw new UserError(`The parameter ${name} has the unknown type ${Type}`, {
      fix: 'CloudFormation knows String, Number, List<Number>, CommaDelimitedList, AWS::SSM::Parameter::Name, AWS::SSM::Parameter::Value<...> and types of AWS such as AWS::EC2::VPC::Id.',
    });
  }
  const allowed = AllowedValues && new Set(AllowedValues.map(String));
  const pattern = AllowedPattern === undefined ? undefined : patternOf(name, AllowedPattern);
  for (const value of values) {
    if (Type.includes('Number') && !Type.startsWith('AWS::') && !isNumber(value)) {
      refuse('must be a number');
    }
    if (allowed?.has(value) === false) refuse('must be one of AllowedValues');
    if (pattern !== undefined && !matches(name, pattern, value)) {
      refuse(`must match pattern ${AllowedPattern}`);
    }
  }
  checkBounds(parameter, text, refuse);
}

/** Milliseconds for the pattern of a parameter, all of its values together. */
const LONGEST_MATCHING = 100;

const KNOWN_TYPE =
  /^(?:String|Number|CommaDelimitedList|List<(?:Number|String|AWS::[\w:]+)>|AWS::SSM::Parameter::(?:Name|Value<.+>)|AWS::\w+::[\w:]+)$/;

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function patternOf(name: string, pattern: string): BoundedRegex {
  try {
    return new BoundedRegex(`^(?:${pattern})$`, 'u', LONGEST_MATCHING);
  } catch (cause) {
    throw notMatched(name, 'is not a pattern', cause as Error);
  }
}

function matches(name: string, pattern: BoundedRegex, value: string): boolean {
  try {
    return pattern.exec(value) !== null;
  } catch (cause) {
    throw notMatched(name, 'takes too long to match', cause as Error);
  }
}

function notMatched(name: string, problem: string, cause: Error): UserError {
  const what = `The AllowedPattern of the parameter ${name} ${problem}`;
  return new UserError(what, { why: cause.message, cause });
}

function checkBounds(parameter: TemplateParameter, text: string, refuse: (why: string) => void) {
  const { MinLength, MaxLength, MinValue, MaxValue } = parameter;
  if (text.length < (MinLength ?? 0)) {
    refuse(`must contain at least ${MinLength} characters`);
  }
  if (text.length > (MaxLength ?? Number.POSITIVE_INFINITY)) {
    refuse(`must contain at most ${MaxLength} characters`);
  }
  if (MinValue !== undefined && Number(text) < MinValue) {
    refuse(`must be a number not less than ${MinValue}`);
  }
  if (MaxValue !== undefined && Number(text) > MaxValue) {
    refuse(`must be a number not greater than ${MaxValue}`);
  }
}

/** A value that is not to be echoed is not. */
function described({ NoEcho, AllowedValues }: TemplateParameter, text: string): string {
  const value = `${NoEcho}` === 'true' ? 'Its value is not shown (NoEcho).' : `It is "${text}".`;
  return AllowedValues === undefined ? value : `${value} Allowed: ${AllowedValues.join(', ')}.`;
}
