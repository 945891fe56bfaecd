import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { type Bindings, type Intrinsic, list, resolve } from './intrinsics.ts';

/**
 * Checks the parameters against the template's rules: where a rule's condition holds, or it has
 * none, each of its assertions must hold.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 *
 * @throws UserError with every assertion that does not hold, in its own words
 */
export function checkRules(bindings: Bindings): void {
  const known: Bindings = { ...bound(bindings), functions: RULE_FUNCTIONS };
  const failed = Object.entries(bindings.template.Rules).flatMap(([name, rule]) => {
    if (rule.RuleCondition !== undefined && !holds(rule.RuleCondition, known)) return [];
    return rule.Assertions.filter(({ Assert }) => !holds(Assert, known)).map(
      ({ AssertDescription }) => `${name}: ${AssertDescription ?? 'an assertion does not hold'}`,
    );
  });
  if (failed.length === 0) return;
  throw new UserError('Template error: the parameters break rules of the template', {
    why: failed.join('\n'),
    fix: `Give other values with --parameters, or correct the Rules of ${bindings.template.source}.`,
  });
}

function bound(bindings: Bindings): Bindings {
  return {
    template: bindings.template,
    evaluation: bindings.evaluation,
    ref: (name) => bindings.ref(name),
    attribute: () => undefined,
    attributes: () => [],
  };
}

function holds(value: Json, bindings: Bindings): boolean {
  return resolve(value, bindings) === true;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html */
const RULE_FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  'Fn::Contains': (argument, bindings) => {
    const [strings, value] = two('Fn::Contains', argument, bindings);
    return texts(strings).includes(String(value));
  },
  'Fn::EachMemberEquals': (argument, bindings) => {
    const [strings, value] = two('Fn::EachMemberEquals', argument, bindings);
    return texts(strings).every((text) => text === String(value));
  },
  'Fn::EachMemberIn': (argument, bindings) => {
    const [strings, allowed] = two('Fn::EachMemberIn', argument, bindings);
    const known = new Set(texts(allowed));
    return texts(strings).every((text) => known.has(text));
  },
};

function two(name: string, argument: Json, bindings: Bindings): [Json, Json] {
  const [first = [], second = []] = list(argument, name).map((item) => resolve(item, bindings));
  return [first, second];
}

function texts(value: Json): string[] {
  return [value].flat().map(String);
}
