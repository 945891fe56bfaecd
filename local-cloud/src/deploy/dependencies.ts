import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { firstOf, MOST_TOLD } from '../core/problems.ts';
import { askedConditions, references } from './references.ts';
import { located, within } from './refusals.ts';
import type { Template } from './template.ts';

/** A resource or an output: what it is called, says, and only comes by. */
interface Part {
  readonly name: string;
  readonly value: Json;
  readonly dependsOn?: readonly string[];
  readonly condition?: string | undefined;
}

/**
 * Holds a template to what it has itself: resources, parameters and conditions that something refers to.
 *
 * @throws UserError in CloudFormation's words, with who refers to what
 */
export function checkDependencies(template: Template): void {
  const { Resources, Outputs } = template;
  const resources = Object.entries(Resources).map(([name, resource]) => ({
    name,
    value: resource.Properties,
    dependsOn: resource.DependsOn,
    condition: resource.Condition,
  }));
  const outputs = Object.entries(Outputs).map(([name, output]) => ({
    name,
    value: output.Value,
    condition: output.Condition,
  }));
  check('Resources', resources, template);
  check('Outputs', outputs, template);
}

function check(block: string, parts: readonly Part[], { source, ...template }: Template): void {
  const { Parameters, Resources, Conditions, leftOut } = template;
  const resources = { ...Parameters, ...Resources, ...Object.fromEntries(leftOut) };
  const needed = ({ name, value, dependsOn = [] }: Part) => [
    ...located(name, `Correct ${name} in ${within(source)}.`, () => references(value)),
    ...dependsOn,
  ];
  const asked = ({ value, condition }: Part) => [
    ...askedConditions(value),
    ...(condition === undefined ? [] : [condition]),
  ];
  refuse('resource dependencies', block, missing(parts, needed, resources), source);
  refuse('condition dependency', block, missing(parts, asked, Conditions), source);
}

interface Missing {
  readonly part: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** What parts name that is not there; pseudo parameters are. */
function missing(
  parts: readonly Part[],
  namesIn: (part: Part) => readonly string[],
  there: object,
): Missing[] {
  const known = Object.keys(there);
  return parts.flatMap((part) =>
    [...new Set(namesIn(part))]
      .filter((name) => !Object.hasOwn(there, name) && !name.startsWith('AWS::'))
      .map((name) => ({ part: part.name, name, known })),
  );
}

function refuse(what: string, block: string, found: readonly Missing[], source: string): void {
  if (found.length === 0) return;
  const told = found.slice(0, MOST_TOLD);
  const names = [...new Set(told.map(({ name }) => name))].join(', ');
  const lines = told.map(({ part, name, known }) =>
    `${part}: there is no "${name}" in ${within(source)}. ${didYouMean(name, known)}`.trim(),
  );
  throw new UserError(
    `Template format error: Unresolved ${what} [${names}] in the ${block} block of the template`,
    {
      why: firstOf(lines, found.length - told.length),
      fix: `Correct this in ${within(source)}, or take it out.`,
    },
  );
}
