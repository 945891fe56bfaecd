import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { checkArchive } from '../../../function-host/code.ts';
import { updating } from '../configurations.ts';
import type { Functions } from '../functions.ts';
import { codeMembers, givenCode } from '../given-code.ts';
import { architectures, plainName } from '../members.ts';
import { checkRevision } from '../revision.ts';

/**
 * Gives a function new code: the next invocation starts in a new environment.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, AccessDeniedException,
 * PreconditionFailedException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 */
export function updateFunctionCode(
  cloud: Cloud,
  functions: Functions,
): Operation<UpdateFunctionCodeRequest, FunctionConfiguration> {
  return {
    members: {
      FunctionName: plainName,
      ...codeMembers,
      Publish: {},
      DryRun: {},
      RevisionId: {},
      Architectures: architectures,
    },
    permissions: ({ FunctionName }) => [functions.permission('UpdateFunctionCode', FunctionName)],
    async handle(input, { principal }) {
      checkRevision(input.RevisionId, functions.get(input.FunctionName).revisionId);
      const code = await givenCode(cloud, principal, input);
      await checkArchive(code);
      const fn = functions.get(input.FunctionName);
      checkRevision(input.RevisionId, fn.revisionId);
      const archive = functions.archives.keep(code);
      const { Layers } = fn.settings;
      functions.layers.check(Layers, archive.unpacked, Layers);
      if (input.DryRun) return fn.configuration();
      fn.change({
        ...archive,
        ...(input.Architectures?.[0] && { architecture: input.Architectures[0] }),
      });
      functions.host.retire(fn.arn);
      return updating(fn.configuration(input.Publish ? fn.publish(undefined) : fn.latest));
    },
  };
}
