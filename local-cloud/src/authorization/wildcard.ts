import { inOrder, type Matcher } from '../core/wildcards.ts';

const compiled = new Map<string, Matcher>();
/** Patterns with variables come out differently with every request. */
const MOST_COMPILED = 10_000;

/**
 * Matches the whole text, with regard to case: `*` stands for any characters or none, `?` for
 * exactly one.
 */
export function glob(pattern: string): Matcher {
  let matcher = compiled.get(pattern);
  if (matcher === undefined) {
    matcher = inOrder(pattern.split(/\*+/), '?');
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(pattern, matcher);
  }
  return matcher;
}

/** Actions (`dynamodb:Get*`) are matched without regard to case. */
export function actionMatcher(pattern: string): Matcher {
  const matches = glob(pattern.toLowerCase());
  return (action) => matches(action.toLowerCase());
}

export function matchesAction(pattern: string, action: string): boolean {
  return actionMatcher(pattern)(action);
}

/**
 * ARNs are compared component by component: six of them, the last one with its own colons.
 * Components that the pattern leaves out are wildcards, and a `*` at the end of one may reach
 * over the colons that follow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function arnMatcher(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  const wanted = components(pattern);
  const matchers = wanted.map(glob);
  return (arn) => {
    if (arn === pattern) return true;
    const actual = components(arn);
    const at = matchers.findIndex((matches, index) => !matches(actual[index] ?? ''));
    return at < 0 || (wanted[at]!.endsWith('*') && matchesBeyond(wanted, actual, at));
  };
}

export function matchesArn(pattern: string, arn: string): boolean {
  return arnMatcher(pattern)(arn);
}

function components(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function matchesBeyond(wanted: string[], actual: string[], index: number): boolean {
  return glob(wanted.slice(index).join(':'))(actual.slice(index).join(':'));
}
