import type { Json, JsonObject } from '../../src/core/json.ts';

/** Whether a recording has more, in a list or an archive: a source shows once, or not at all, what a loop made. */
export function isTooShort(difference: string): boolean {
  const [, expected, found] =
    /: length (\d+) expected, got (\d+)$/.exec(difference) ??
    /\.EventCount: expected (\d+), got (\d+)$/.exec(difference) ??
    [];
  return Number(expected) > Number(found);
}

/** An upload with the algorithm that the answer has a checksum of. */
export function withChecksum(operation: string, params: JsonObject, answer: Json): JsonObject {
  if (operation !== 'PutObject' && operation !== 'UploadPart') return params;
  const told = Object.keys(answer ?? {}).find((name) => /^Checksum[A-Z0-9]+$/.test(name));
  const says = Object.keys(params).some((name) => name.startsWith('Checksum'));
  return told === undefined || says
    ? params
    : { ...params, ChecksumAlgorithm: told.replace('Checksum', '') };
}

/** A bucket that AWS did not know, where the source does not name it. */
export function withNoBucket(asked: JsonObject, params: JsonObject): JsonObject {
  return asked.Bucket === '<...>' ? { ...params, Bucket: 'nobody-has-it' } : params;
}
