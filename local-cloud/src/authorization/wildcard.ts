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
export function matchesAction(pattern: string, action: string): boolean {
  return glob(pattern.toLowerCase())(action.toLowerCase());
}

/**
 * ARNs are compared component by component: six of them, the last one with its own colons.
 * Components that the pattern leaves out are wildcards, and a `*` at the end of one may reach
 * over the colons that follow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = components(pattern);
  const actual = components(arn);
  for (let index = 0; index < wanted.length; index++) {
    const component = wanted[index]!;
    if (!glob(component)(actual[index] ?? '')) {
      return component.endsWith('*') && matchesBeyond(wanted, actual, index);
    }
  }
  return true;
}

function components(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function matchesBeyond(wanted: string[], actual: string[], index: number): boolean {
  return glob(wanted.slice(index).join(':'))(actual.slice(index).join(':'));
}
