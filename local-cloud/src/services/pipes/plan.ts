import { AwsError } from '../../core/errors.ts';
import type { EventSource } from '../../function-host/event-sources/event-source.ts';
import { compilePattern } from '../eventbridge/pattern/compile.ts';
import { checkEnrichment } from './deliver.ts';
import { type InvalidField, invalid } from './errors.ts';
import type { Plan } from './pipe.ts';
import type { Pipes } from './pipes.ts';
import { readingOf, type Settings, type SourceKind } from './settings.ts';
import { checkTarget, mostOf } from './targets.ts';
import { checkTemplate } from './template.ts';

/**
 * What the settings of a pipe come to.
 *
 * @throws ValidationException for what they must not be together; NotSupportedByLocalCloud for
 * sources, enrichments and targets of other kinds
 */
export function planOf(pipes: Pipes, settings: Settings): Plan {
  const source = pipes.source(settings.Source);
  checkEnrichment(settings);
  checkTarget(settings);
  checkTemplate(settings.EnrichmentParameters?.InputTemplate);
  checkTemplate(settings.TargetParameters?.InputTemplate);
  checkSource(source, settings);
  checkFilters(settings);
  return { settings, reading: readingOf(settings, batchSizeOf(source, settings)) };
}

const PARAMETERS: Readonly<Record<string, SourceKind>> = {
  sqs: 'SqsQueueParameters',
  kinesis: 'KinesisStreamParameters',
  dynamodb: 'DynamoDBStreamParameters',
};

function checkSource({ service }: EventSource, { SourceParameters = {} }: Settings): void {
  const own = PARAMETERS[service]!;
  const foreign = Object.values(PARAMETERS).find(
    (name) => name !== own && SourceParameters[name] !== undefined,
  );
  if (foreign !== undefined) {
    throw invalid(field(foreign, 'Parameter is not supported for the source.'));
  }
  if (service !== 'sqs' && SourceParameters[own] === undefined) {
    throw invalid(field(own, 'Missing required parameter.'));
  }
}

function checkFilters({ SourceParameters }: Settings): void {
  for (const { Pattern = '' } of SourceParameters?.FilterCriteria?.Filters ?? []) {
    try {
      compilePattern(Pattern);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalid(field('FilterCriteria', error.message));
    }
  }
}

/** No more than the target takes: what is asked for beyond that is refused. */
function batchSizeOf({ service, batchSize }: EventSource, settings: Settings): number {
  const most = mostOf(settings.Target) ?? batchSize.most;
  const own = PARAMETERS[service]!;
  const asked = settings.SourceParameters?.[own] as { BatchSize?: number } | undefined;
  const { BatchSize = Math.min(batchSize.byDefault, most) } = asked ?? {};
  if (BatchSize <= most) return BatchSize;
  throw invalid(field(`${own}.BatchSize`, `The target takes ${most} events at once at most.`));
}

function field(name: string, Message: string): InvalidField {
  return { Name: `SourceParameters.${name}`, Message };
}
