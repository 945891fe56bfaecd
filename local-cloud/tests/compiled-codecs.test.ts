import type { JsonCodec2, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mutantsOf, sampleOf } from '../fuzz/mutants.ts';
import type { Json } from '../src/core/json.ts';
import { validationErrors } from '../src/core/validation-errors.ts';
import { checkBody } from '../src/gateway/codecs/check.ts';
import { bytesOf } from '../src/gateway/codecs/compiled/base64.ts';
import { jsonPieces } from '../src/gateway/codecs/compiled/pieces.ts';
import { JsonReaders } from '../src/gateway/codecs/compiled/reader.ts';
import { writeJson } from '../src/gateway/codecs/compiled/writer.ts';
import { objectDialect } from '../src/gateway/codecs/dialects.ts';
import { loadModel, type ServiceModel } from '../src/sdk/schemas.ts';
import { valuesOf } from './support/generate.ts';

/** Those whose own protocol has bodies in JSON. */
const SERVICES = [
  ...['DynamoDB', 'SQS', 'SFN', 'CloudWatch Logs', 'CloudWatch', 'EventBridge', 'Kinesis', 'SSM'],
  ...['ECS', 'Glue', 'SageMaker', 'Textract', 'Lambda', 'ApiGatewayV2', 'Scheduler', 'XRay'],
];

const dialect = objectDialect(false);
const refusal = validationErrors('ValidationException');
const readers = new JsonReaders(false);
const restReaders = new JsonReaders(true);

test.each(SERVICES)(
  'what is compiled of the schemas of %s reads and writes as the SDK does',
  async (sdkId) => {
    const model = await loadModel(sdkId);
    const isRest = model.protocol.getShapeId() === 'aws.protocols#restJson1';
    for (const { name, input, output } of model.operations.values()) {
      for (const schema of [input, output]) {
        if (schema.isUnitSchema() || schema.getEventStreamMember() !== '') continue;
        const property = fc.property(valuesOf(schema, { xml: false }), (value) => {
          const text = sdkWrites(model, schema, value);
          if (!isRest) {
            expect(writeJson(schema, value as object), name).toBe(text);
            expect([...jsonPieces(schema, value as object)].join(''), name).toBe(text);
          }
          const read = (isRest ? restReaders : readers).read(schema, JSON.parse(text));
          if (read !== undefined)
            expect(read, name).toEqual(sdkReads(model, schema, JSON.parse(text)));
        });
        fc.assert(property, { numRuns: 2, seed: 1, endOnFailure: true });
      }
    }
  },
);

test.each(['DynamoDB', 'SQS', 'SFN', 'EventBridge'])(
  'a body for %s that the compiled schemas read is one that fits',
  async (sdkId) => {
    const model = await loadModel(sdkId);
    let [read, left] = [0, 0];
    for (const { name, input } of model.operations.values()) {
      for (const mutant of mutantsOf(sampleOf(input, {}))) {
        const body = JSON.stringify(mutant);
        const value = readers.read(input, JSON.parse(body));
        if (value === undefined) {
          left++;
          continue;
        }
        read++;
        checkBody(input, JSON.parse(body), { dialect, refusal });
        expect(value, `${name} ${body}`).toEqual(sdkReads(model, input, JSON.parse(body)));
      }
    }
    expect(read).toBeGreaterThan(100);
    expect(left).toBeGreaterThan(100);
  },
);

test('names that every object has are names like any other in maps', async () => {
  const { operations } = await loadModel('DynamoDB');
  const { input } = operations.get('PutItem')!;
  const body = '{"TableName":"t","Item":{"__proto__":{"S":"a"},"toString":{"B":"AAAA"}}}';
  const { Item } = readers.read(input, JSON.parse(body)) as { Item: Record<string, unknown> };
  expect(Object.keys(Item)).toEqual(['__proto__', 'toString']);
  expect(writeJson(input, { TableName: 't', Item })).toBe(body);
});

test.each([
  '',
  'AA==',
  'AAA=',
  'AAAA',
  'ab+/',
  'A',
  'AAA',
  'AA=A',
  '====',
  'A===',
  'AA-_',
  'AA A',
  'AAA\n',
  'é===',
])('base 64 is read as strictly as the SDK does: %j', (text) => {
  const fits = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  expect(bytesOf(text)).toEqual(fits ? new Uint8Array(Buffer.from(text, 'base64')) : undefined);
});

function sdkWrites(model: ServiceModel, schema: NormalizedSchema, value: unknown): string {
  const serializer = codecOf(model).createSerializer();
  serializer.write(schema, value);
  return Buffer.from(serializer.flush() as Uint8Array).toString();
}

function sdkReads(model: ServiceModel, schema: NormalizedSchema, body: Json): unknown {
  return (codecOf(model).createDeserializer() as JsonShapeDeserializer2).readObject(
    schema,
    body as never,
  );
}

function codecOf(model: ServiceModel): JsonCodec2 {
  return model.protocol.getPayloadCodec() as JsonCodec2;
}
