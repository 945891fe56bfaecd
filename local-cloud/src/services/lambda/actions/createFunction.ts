import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../core/errors.ts';
import type { Cloud, Operation } from '../../../core/service.ts';
import { checkArchive } from '../../../function-host/code.ts';
import { created } from '../configurations.ts';
import { conflict } from '../errors.ts';
import { LambdaFunction } from '../function.ts';
import { type Functions, functionName } from '../functions.ts';
import { codeMembers, givenCode } from '../given-code.ts';
import { architectures, plainName, roleArn, settingsMembers } from '../members.ts';
import { checkSettings, checkTrust } from '../role.ts';
import { changed } from '../settings.ts';

/**
 * Creates a function from a zip archive: `Code.ZipFile`, or an object of S3.
 * Errors: ResourceConflictException, InvalidParameterValueException, AccessDeniedException,
 * ValidationException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function createFunction(
  cloud: Cloud,
  functions: Functions,
): Operation<CreateFunctionRequest, FunctionConfiguration> {
  return {
    members: {
      FunctionName: plainName,
      ...settingsMembers,
      Role: { ...roleArn, required: true },
      Code: { required: true, members: codeMembers },
      Publish: {},
      PackageType: {},
      Tags: { values: {} },
      Architectures: architectures,
    },
    permissions: ({ FunctionName, Role = '', Layers = [] }) => [
      functions.permission('CreateFunction', FunctionName),
      {
        action: 'iam:PassRole',
        resource: Role,
        conditions: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
      ...Layers.map((resource) => ({ action: 'lambda:GetLayerVersion', resource })),
    ],
    async handle(input, { principal }) {
      const name = functionName(input.FunctionName);
      checkLength(input.FunctionName ?? '', name);
      const settings = changed(undefined, input, name);
      const code = await givenCode(cloud, principal, input.Code ?? {}, input.PackageType);
      await checkArchive(code);
      checkNew(functions, name);
      await checkTrust(cloud, settings.Role);
      checkNew(functions, name);
      const archive = functions.archives.keep(code);
      functions.layers.check(settings.Layers, archive.unpacked);
      const fn = new LambdaFunction(functions, name, settings, archive, input.Tags ?? {});
      fn.change({ architecture: input.Architectures?.[0] ?? 'x86_64' });
      checkSettings(cloud, functions.host, fn);
      functions.add(fn);
      functions.host.prepare(fn.hosted());
      const version = input.Publish ? fn.publish(undefined) : fn.latest;
      // The ARN is the function's own even where a version is published with it.
      return created({ ...fn.configuration(version), FunctionArn: fn.arn });
    },
  };
}

function checkNew(functions: Functions, name: string): void {
  if (functions.find(name) !== undefined) throw conflict(`Function already exist: ${name}`);
}

/** Longer ones are ARNs: the API model bounds those. */
const LONGEST_NAME = 64;

function checkLength(given: string, name: string): void {
  if (given !== name || name.length <= LONGEST_NAME) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_NAME}`,
  );
}
