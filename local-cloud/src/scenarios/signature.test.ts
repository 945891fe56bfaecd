import { expect, test } from 'vitest';
import { signatureHeaders } from './signature.ts';

/** The example of github:standard-webhooks/standard-webhooks, whose libraries all test it. */
const EXAMPLE = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};
const SIGNED_AT = 1_614_265_330;
const BODY = '{"test": 2432232314}';

test('a webhook is signed as the specification has it', () => {
  expect(signatureHeaders({ ...EXAMPLE, age: 'PT0S' }, BODY, SIGNED_AT * 1000 + 999)).toEqual({
    'webhook-id': EXAMPLE.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('one that was signed a while ago says so', () => {
  const later = (SIGNED_AT + 600) * 1000;
  expect(signatureHeaders({ ...EXAMPLE, age: 'PT10M' }, BODY, later)).toEqual(
    signatureHeaders({ ...EXAMPLE, age: 'PT0S' }, BODY, SIGNED_AT * 1000),
  );
});
