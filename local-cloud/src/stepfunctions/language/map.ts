import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { jsonata, orJsonata, payload, referencePath } from './payload.ts';
import type { Place } from './place.ts';
import { both, type Field, float, integer, list, object, oneOf, type Rule, text } from './rules.ts';

const MAX_ITEMS = 100_000_000;
const MAX_BATCH_BYTES = 262_144;
const MAX_LABEL_LENGTH = 40;
/** Not in a Label: blanks, wildcards, brackets, special and control characters. */
const NOT_IN_LABEL = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}\p{Cs}]/u;

/** A number with its `...Path` twin, of which a state has at most one. */
function numbers(rules: Record<string, Rule>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, rule]): [string, Field][] => [
      [name, { rule: orJsonata(rule) }],
      [`${name}Path`, { rule: referencePath, only: 'JSONPath' }],
    ]),
  );
}

function twins(...names: readonly string[]): string[][] {
  return names.map((name) => [name, `${name}Path`]);
}

export const concurrency: Record<string, Field> = numbers({
  MaxConcurrency: integer(0),
  ToleratedFailureCount: integer(0),
  ToleratedFailurePercentage: float(0, 100),
});

export const concurrencyTwins = twins(
  'MaxConcurrency',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
);

export const processorConfig: Rule = both(
  object({
    fields: {
      Mode: { rule: oneOf('INLINE', 'DISTRIBUTED') },
      ExecutionType: { rule: oneOf('STANDARD', 'EXPRESS') },
    },
  }),
  checkProcessorConfig,
);

function checkProcessorConfig(value: Json, place: Place): void {
  if (!isObject(value)) return;
  if (value.Mode !== 'DISTRIBUTED') {
    if ('ExecutionType' in value) place.refuse(`Field 'ExecutionType' is not supported`);
    return;
  }
  if (!('ExecutionType' in value)) place.refuse('These fields are required: [ExecutionType]');
  if (place.dialect.type === 'EXPRESS') {
    place.refuse('Express state machine does not support DISTRIBUTED Map state');
  }
}

const READERS = ['s3:getObject', 's3:listObjectsV2'];
const WRITERS = ['s3:putObject'];

const io: Record<string, Field> = {
  Parameters: { rule: payload(), only: 'JSONPath' },
  Arguments: { rule: jsonata(), only: 'JSONata' },
};

export const itemReader: Rule = both(
  object({
    fields: {
      Resource: { rule: s3Resource(READERS), required: true },
      ReaderConfig: {
        rule: object({
          fields: {
            InputType: { rule: oneOf('CSV', 'JSON', 'JSONL', 'MANIFEST', 'PARQUET') },
            Transformation: { rule: oneOf('NONE', 'LOAD_AND_FLATTEN') },
            ManifestType: { rule: oneOf('S3_INVENTORY', 'ATHENA_DATA') },
            CSVHeaderLocation: { rule: oneOf('FIRST_ROW', 'GIVEN') },
            CSVHeaders: { rule: list(text) },
            CSVDelimiter: { rule: oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB') },
            ItemsPointer: { rule: text },
            ...numbers({ MaxItems: integer(0, MAX_ITEMS) }),
          },
          atMostOne: twins('MaxItems'),
        }),
      },
      ...io,
    },
  }),
  checkReader,
);

/** What an object holds must be told; a listing needs no telling. */
function checkReader(value: Json, place: Place): void {
  if (!isObject(value)) return;
  const config = isObject(value.ReaderConfig) ? value.ReaderConfig : {};
  const at = place.field('ReaderConfig');
  if (String(value.Resource).endsWith('s3:getObject') && !('InputType' in config)) {
    at.refuse('These fields are required: [InputType]');
  }
  if (config.InputType === 'CSV' && !('CSVHeaderLocation' in config)) {
    at.refuse("The field 'CSVHeaderLocation' is required but was missing");
  }
  if (config.InputType === 'JSON' && 'CSVHeaderLocation' in config) {
    at.refuse("Field 'CSVHeaderLocation' is not supported");
  }
  if (config.CSVHeaderLocation === 'GIVEN' && !('CSVHeaders' in config)) {
    at.refuse('These fields are required: [CSVHeaders]');
  }
}

export const itemBatcher: Rule = object({
  fields: {
    ...numbers({
      MaxItemsPerBatch: integer(0),
      MaxInputBytesPerBatch: integer(0, MAX_BATCH_BYTES),
    }),
    BatchInput: { rule: payload() },
  },
  atMostOne: twins('MaxItemsPerBatch', 'MaxInputBytesPerBatch'),
});

export const resultWriter: Rule = both(
  object({
    fields: {
      Resource: { rule: s3Resource(WRITERS) },
      WriterConfig: {
        rule: object({
          fields: {
            Transformation: { rule: oneOf('NONE', 'COMPACT', 'FLATTEN') },
            OutputType: { rule: oneOf('JSON', 'JSONL'), required: true },
          },
        }),
      },
      ...io,
    },
  }),
  checkWriter,
);

/** Results go to a bucket, or are shaped in place by `WriterConfig`, or both. */
function checkWriter(value: Json, place: Place): void {
  if (!isObject(value)) return;
  const target = place.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const required = missingForWriter(value, target);
  if (required.length > 0) place.refuse(`These fields are required: [${required.join(', ')}]`);
}

function missingForWriter(writer: JsonObject, target: string): string[] {
  if ('Resource' in writer || target in writer) {
    return ['Resource', target].filter((name) => !(name in writer));
  }
  return 'WriterConfig' in writer ? [] : ['Resource', target];
}

function s3Resource(actions: readonly string[]): Rule {
  return (value, place) => {
    if (place.dialect.stage === 'SOURCE') text(value, place);
    else if (!actions.some((action) => isS3(value, action))) {
      place.refuse("The field 'Resource' does not match any of the allowed values");
    }
  };
}

function isS3(resource: Json, action: string): boolean {
  return (
    typeof resource === 'string' && new RegExp(`^arn:[^:]+:states:::${action}$`).test(resource)
  );
}

/** Label: names the Map Run in ARNs. */
export const label: Rule = (value, place) => {
  if (typeof value !== 'string') place.refuse('Expected value of type String');
  else if ([...value].length > MAX_LABEL_LENGTH) {
    place.refuse(`Label cannot exceed ${MAX_LABEL_LENGTH} characters`, 'INVALID_LABEL_NAME');
  } else if (value === '' || NOT_IN_LABEL.test(value)) {
    place.refuse(`Invalid Label name: '${value}'`, 'INVALID_LABEL_NAME');
  }
};
