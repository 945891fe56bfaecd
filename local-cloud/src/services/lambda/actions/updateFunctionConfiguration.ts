import type {
  FunctionConfiguration,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { updating } from '../configurations.ts';
import type { Functions } from '../functions.ts';
import { plainName, settingsMembers } from '../members.ts';
import { checkRevision } from '../revision.ts';
import { checkSettings, checkTrust } from '../role.ts';
import { changed } from '../settings.ts';

/**
 * Changes the settings that are given: the next invocation starts in a new environment.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
 */
export function updateFunctionConfiguration(
  cloud: Cloud,
  functions: Functions,
): Operation<UpdateFunctionConfigurationRequest, FunctionConfiguration> {
  return {
    members: { FunctionName: plainName, ...settingsMembers, RevisionId: {} },
    permissions: ({ FunctionName, Role, Layers = [] }) => [
      functions.permission('UpdateFunctionConfiguration', FunctionName),
      ...(Role === undefined
        ? []
        : [
            {
              action: 'iam:PassRole',
              resource: Role,
              conditions: { 'iam:PassedToService': 'lambda.amazonaws.com' },
            },
          ]),
      ...Layers.map((resource) => ({ action: 'lambda:GetLayerVersion', resource })),
    ],
    async handle(input) {
      const known = changeOf(functions, input);
      const { Role } = known.settings;
      if (Role !== known.before.Role) await checkTrust(cloud, Role);
      // Others may have changed or deleted it meanwhile.
      const { fn, before, settings } = changeOf(functions, input);
      fn.change({ settings });
      try {
        checkSettings(cloud, functions.host, fn);
      } catch (error) {
        fn.change({ settings: before });
        throw error;
      }
      functions.host.retire(fn.arn);
      return updating(fn.configuration());
    },
  };
}

function changeOf(functions: Functions, input: UpdateFunctionConfigurationRequest) {
  const fn = functions.get(input.FunctionName);
  checkRevision(input.RevisionId, fn.revisionId);
  const before = fn.settings;
  const settings = changed(before, input, fn.name);
  functions.layers.check(settings.Layers, fn.latest.unpacked, before.Layers);
  return { fn, before, settings };
}
