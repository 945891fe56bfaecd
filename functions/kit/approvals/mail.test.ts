import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailFor } from './mail.ts';

const LINK = 'https://api.example.com/approvals/AAAAAAAAAAAAAAAAAAAAAA';
const expiresAt = Date.parse('2030-01-08T09:30:00Z') / 1000;

test('the mail asks, has the link, and says until when it works', () => {
  expect(mailFor({ workflow: 'tea', title: 'Order tea', expiresAt }, LINK)).toEqual({
    subject: 'tea: Order tea',
    message: `tea asks for your decision:

Order tea

Read the facts and decide here:
${LINK}

The link works until Tuesday 8 January 2030 at 09:30 UTC. Whoever has it can decide, so do not forward
it to anyone who should not.
`,
  });
});

test('a subject is ASCII: letters lose their accents, the rest becomes a question mark', () => {
  const { subject } = mailFor({ workflow: 'café', title: 'Größe\n— 東京', expiresAt }, LINK);
  expect(subject).toBe('cafe: Gro?e ? ??');
});

test('any title makes a subject that SNS takes, and a mail with one link', () => {
  const title = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.constant('x'.repeat(200)));
  fc.assert(
    fc.property(title, fc.constantFrom('tea', 'über'), (any, workflow) => {
      const { subject, message } = mailFor({ workflow, title: any, expiresAt }, LINK);
      expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,99}$/);
      expect(message.match(/\w+:\/\/\S+/g)).toEqual([LINK]);
    }),
  );
});
