import type { RunTaskRequest, TaskOverride } from '@aws-sdk/client-ecs';
import { notSupported } from '../../core/errors.ts';
import { client, invalid } from './errors.ts';
import { type Size, sizeOf } from './fargate.ts';
import { containerOf, type Definition, type TaskDefinitions } from './task-definitions.ts';

/**
 * The task definition that a task is made of.
 *
 * @throws InvalidParameterException where there is none, ClientException where it is deregistered
 */
export function definitionFor(definitions: TaskDefinitions, name: string): Definition {
  const definition = definitions.find(name);
  if (definition === undefined) throw invalid('TaskDefinition not found.');
  if (definition.status === 'INACTIVE') throw client('TaskDefinition is inactive');
  return definition;
}

/** @throws InvalidParameterException; NotSupportedByLocalCloud for other machines than Fargate's */
export function checkRequest(input: RunTaskRequest, definition: Definition): void {
  if ((input.launchType ?? 'EC2') !== 'FARGATE') {
    throw notSupported('ECS', `the launch type ${input.launchType ?? 'EC2'} (say FARGATE)`);
  }
  if (input.networkConfiguration?.awsvpcConfiguration === undefined) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  const { name } = containerOf(definition);
  const other = input.overrides?.containerOverrides?.find((override) => override.name !== name);
  if (other !== undefined) {
    throw invalid(
      `Override for container named ${other.name} is not a container in the TaskDefinition.`,
    );
  }
}

/** What the definition says, unless the overrides say otherwise. */
export function sizeFor({ settings }: Definition, { cpu, memory }: TaskOverride): Size {
  return sizeOf(cpu ?? settings.cpu, memory ?? settings.memory);
}
