import { CompositionError } from './composition-error.ts';

/** Where a workflow can be deployed, and why there: region by region. Empty: anywhere. */
export type Regions = Readonly<Record<string, string>>;

/** What a parameter may be, and what each value does: by the parameter's name. */
export type Choices = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** In another region the workflow would be deployed without a fault, and never run. */
export function refuseRegion(workflow: string, regions: Regions, region: string): void {
  const known = Object.entries(regions);
  if (known.length === 0 || Object.hasOwn(regions, region)) return;
  const places = known.map(([name, why]) => `  ${name}: ${why}`).join('\n');
  throw new CompositionError(
    `${workflow} cannot be deployed to ${region}. It works in:\n${places}\n` +
      `Add --region ${known[0]![0]}, or deploy others alone: --param workflow=<name>.`,
  );
}

/** A value that is not known would be taken for the default. */
export function refuseChoice(choices: Choices, name: string, value: string | undefined): void {
  const known = choices[name]!;
  if (value === undefined || Object.hasOwn(known, value)) return;
  const values = Object.entries(known).map(([one, what]) => `  ${one}: ${what}`);
  throw new CompositionError(
    `The parameter ${name} is "${value}". It can be:\n${values.join('\n')}`,
  );
}
