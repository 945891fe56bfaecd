import type { Context } from './context.ts';
import { quotaExceeded } from './errors.ts';
import type { StateMachine, Version } from './state-machine.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_VERSIONS = 1000;

/**
 * Makes a version of the current revision. A revision has one version at most: publishing it again
 * gives the same one (recorded), with its description replaced where another is given (as
 * CloudFormation does it: a version's Description changes without a new version). Numbers are never
 * used twice.
 */
export function publish(context: Context, machine: StateMachine, description?: string): Version {
  for (const version of machine.versions.values()) {
    if (version.revision !== machine.current) continue;
    if (description !== undefined) version.description = description;
    return version;
  }
  if (machine.versions.size >= MAX_VERSIONS) throw quotaExceeded('versions', MAX_VERSIONS);
  machine.lastVersion += 1;
  const version: Version = {
    arn: context.arns.stateMachine(machine.name, machine.lastVersion),
    number: machine.lastVersion,
    revision: machine.current,
    ...(description !== undefined && { description }),
    creationDate: context.cloud.clock.now(),
  };
  machine.versions.set(version.arn, version);
  return version;
}

/** The names of the aliases that route to a version. */
export function aliasesOf(machine: StateMachine, versionArn: string): string[] {
  return [...machine.aliases.values()]
    .filter(({ routing }) => routing.some((item) => item.stateMachineVersionArn === versionArn))
    .map(({ name }) => name);
}
