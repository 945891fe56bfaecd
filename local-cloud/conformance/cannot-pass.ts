/** Fixtures that a true parser cannot pass; docs/conformance.md tells why, id by id. */
export function cannotPass(suite: string, id: string): boolean {
  return (
    suites[suite]?.some((entry) => (typeof entry === 'string' ? entry === id : entry.test(id))) ??
    false
  );
}

const suites: Record<string, readonly (string | RegExp)[]> = {
  'createError message': [/::test_map_state_label_(?:invalid_char|too_long)_fail/],
  'asl-validator': [
    'asl-validator/invalid-json-surround-syntax-extra-spaces.json',
    'asl-validator/invalid-jsonata-surround-syntax-no-spaces.json',
    'asl-validator/invalid-math-add.json',
    'asl-validator/valid-assign.asl.json',
    'asl-validator/valid-map-with-item-batcher-jsonata.json',
    'asl-validator/valid-path-array-context.json',
  ],
  'amazon-states-language-service': ['aslls/25', 'aslls/70'],
  'asl-corpus': [
    '055f8a9f55c4',
    '29568e7bc3d4',
    '310b3c9341e1',
    '33305cfab9e2',
    '345bbd00be1d',
    '4227aec347f4',
    '5e93c8a4e281',
    '645d3df68486',
    '6895e95aa9ad',
    '732498eb5932',
    '7be2c04103a1',
    'a9cb59a4459b',
  ],
};
