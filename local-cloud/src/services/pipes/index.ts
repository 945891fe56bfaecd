import { lateOperations } from '../../core/late-operations.ts';
import type { Cloud, Service } from '../../core/service.ts';
import type { EventSource } from '../../function-host/event-sources/event-source.ts';
import type { pipeOperations } from './operations.ts';
import { Pipes } from './pipes.ts';
import { refusal } from './refusal.ts';

const OPERATIONS = [
  'CreatePipe',
  'DeletePipe',
  'DescribePipe',
  'ListPipes',
  'ListTagsForResource',
  'StartPipe',
  'StopPipe',
  'TagResource',
  'UntagResource',
  'UpdatePipe',
] as const;

/**
 * EventBridge Pipes: queues and streams that are read, by way of an enrichment, for one target each.
 *
 * @param sources the kinds of sources that pipes read
 */
export function createPipes(cloud: Cloud, sources: readonly EventSource[]) {
  const pipes = new Pipes(cloud, sources);
  return {
    sdkId: 'Pipes',
    operations: lateOperations<ReturnType<typeof pipeOperations>>(OPERATIONS, async () =>
      (await import('./operations.ts')).pipeOperations(pipes),
    ),
    refusal,
    state: pipes,
  } satisfies Service;
}
