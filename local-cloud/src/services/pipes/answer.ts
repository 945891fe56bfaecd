import type { PipeState } from '@aws-sdk/client-pipes';
import type { Pipe } from './pipe.ts';

/**
 * What most operations answer of a pipe: AWS takes its time, and answers that it has begun. Here what
 * was asked for is done by then.
 */
export function begun<Desired extends string>(
  { arn, settings, created, modified }: Pipe,
  DesiredState: Desired,
  CurrentState: PipeState,
) {
  return {
    Arn: arn,
    Name: settings.Name,
    DesiredState,
    CurrentState,
    CreationTime: new Date(created),
    LastModifiedTime: new Date(modified),
  };
}
