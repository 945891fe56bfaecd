import type { ListPipesRequest, ListPipesResponse } from '@aws-sdk/client-pipes';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../../pages.ts';
import { arnPrefix, currentState, desiredState, limit, namePrefix, nextToken } from '../members.ts';
import type { Pipe } from '../pipe.ts';
import type { Pipes } from '../pipes.ts';

/**
 * The pipes in the order of their names, 100 at a time where no other number is given.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html
 */
export function listPipes(pipes: Pipes): Operation<ListPipesRequest, ListPipesResponse> {
  return {
    members: {
      NamePrefix: namePrefix,
      DesiredState: desiredState,
      CurrentState: currentState,
      SourcePrefix: arnPrefix,
      TargetPrefix: arnPrefix,
      NextToken: nextToken,
      Limit: limit,
    },
    permissions: () => [{ action: 'pipes:ListPipes', resource: '*' }],
    handle(input) {
      const { NamePrefix = '', SourcePrefix = '', TargetPrefix = '' } = input;
      const found = pipes
        .all()
        .filter(({ settings }) => settings.Name.startsWith(NamePrefix))
        .filter(({ settings }) => settings.Source.startsWith(SourcePrefix))
        .filter(({ settings }) => settings.Target.startsWith(TargetPrefix))
        .filter(({ settings: { DesiredState } }) => isIn(input.DesiredState, DesiredState))
        .filter(({ state }) => isIn(input.CurrentState, state));
      const { items, ...token } = pageOf(found, input.NextToken, input.Limit);
      return { ...token, Pipes: items.map(summaryOf) };
    },
  };
}

function isIn(asked: string | undefined, is: string): boolean {
  return asked === undefined || asked === is;
}

function summaryOf({ arn, settings, state, reason, created, modified }: Pipe) {
  const { Name, DesiredState, Source, Target, Enrichment } = settings;
  return {
    ...{ Arn: arn, Name, DesiredState, CurrentState: state, StateReason: reason },
    ...{ Source, Target, ...(Enrichment && { Enrichment }) },
    CreationTime: new Date(created),
    LastModifiedTime: new Date(modified),
  };
}
