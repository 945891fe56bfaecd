import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offencesIn } from './restricted.ts';

const RESTRICTED = ['iam:PassRole', 'iam:Create*', 's3:DeleteBucket'];

function judge(Statement: unknown) {
  return offencesIn(JSON.stringify({ Version: '2012-10-17', Statement }), RESTRICTED);
}

const allow = (actions: object) => ({ Effect: 'Allow', Resource: '*', ...actions });

test('a policy that allows none of the restricted actions has no offence', () => {
  expect(judge([allow({ Action: ['s3:GetObject', 'iam:Get*'] })])).toEqual([]);
});

test('an offence says in which statement, what is allowed, and what of it is restricted', () => {
  const statements = [
    allow({ Action: 's3:GetObject' }),
    allow({ Action: ['logs:*', 'iam:*'] }),
    allow({ Sid: 'Cleaning', Action: 's3:Delete*' }),
  ];
  expect(judge(statements)).toEqual([
    { statement: '#2', allows: 'iam:*', restricted: ['iam:PassRole', 'iam:Create*'] },
    { statement: 'Cleaning', allows: 's3:Delete*', restricted: ['s3:DeleteBucket'] },
  ]);
});

test.each([
  ['iam:PassRole', 'as it stands'],
  ['IAM:passrole', 'in other letters'],
  ['iam:Pass*', 'with a wildcard'],
  ['iam:PassRol?', 'with a question mark'],
  ['*', 'with everything'],
  ['*:*', 'with everything of every service'],
])('%s allows a restricted action, %s', (Action) => {
  expect(judge([allow({ Action })])).toMatchObject([{ allows: Action }]);
});

describe('NotAction', () => {
  test('allows every restricted action that it does not name', () => {
    expect(judge([allow({ NotAction: ['iam:*', 's3:Get*'] })])).toEqual([
      {
        statement: '#1',
        allows: 'everything but iam:*, s3:Get*',
        restricted: ['s3:DeleteBucket'],
      },
    ]);
  });

  test('is harmless when it names them all', () => {
    expect(judge(allow({ NotAction: ['IAM:*', 's3:Delete*'] }))).toEqual([]);
  });

  test('that names a part of a restricted pattern allows the rest of it', () => {
    expect(judge(allow({ NotAction: ['iam:CreateUser', 'iam:Pass*', 's3:*'] }))).toMatchObject([
      { restricted: ['iam:Create*'] },
    ]);
  });
});

test('Deny is no offence, and takes none away', () => {
  const deny = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
  expect(judge([deny])).toEqual([]);
  expect(judge([deny, allow({ Action: 'iam:PassRole' })])).toHaveLength(1);
});

test('an effect that is neither is taken for Allow', () => {
  expect(judge([{ Effect: 'allow', Action: 'iam:PassRole', Resource: '*' }])).toHaveLength(1);
});

test.each([
  ['', 'no document'],
  ['{', 'no JSON'],
  ['[]', 'no policy'],
  ['{"Statement":["s3:*"]}', 'a statement that is none'],
  ['{"Statement":[{"Effect":"Allow","Resource":"*"}]}', 'no actions'],
  ['{"Statement":[{"Effect":"Allow","action":"s3:*"}]}', 'an element by another name'],
])('%s (%s) is taken for the worst', (document) => {
  expect(offencesIn(document, RESTRICTED)).toEqual([
    { statement: expect.any(String), allows: 'what cannot be read', restricted: RESTRICTED },
  ]);
});

describe('whatever the policy', () => {
  const service = fc.constantFrom('iam', 's3', 'ec2', '*', 'i?m');
  const name = fc.constantFrom('*', 'PassRole', 'Pass*', 'Get*', 'Create*', 'DeleteBucket', '?et');
  const action = fc.tuple(service, name).map((parts) => parts.join(':'));
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    element: fc.constantFrom('Action', 'NotAction'),
    actions: fc.array(action, { minLength: 1, maxLength: 4 }),
  });
  const statements = fc.array(statement, { minLength: 1, maxLength: 5 });
  type Drawn = (typeof statements extends fc.Arbitrary<infer T> ? T : never)[number];
  const written = ({ Effect, element, actions }: Drawn, short = false) => ({
    Effect,
    [element]: short && actions.length === 1 ? actions[0] : actions,
  });
  const what = (offences: ReturnType<typeof judge>) =>
    offences.map(({ allows, restricted }) => `${allows}: ${restricted}`).sort();

  /** IAM's own question, of one action, in an independent reading. */
  function allows(drawn: readonly Drawn[], wanted: string): boolean {
    return drawn
      .filter(({ Effect }) => Effect === 'Allow')
      .some(({ element, actions }) => {
        const named = actions.some((one) =>
          new RegExp(`^${one.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(wanted),
        );
        return element === 'Action' ? named : !named;
      });
  }

  test.each(['iam:PassRole', 'iam:CreateUser', 's3:DeleteBucket', 's3:deletebucket'])(
    'it is restricted if and only if it allows %s, where that alone is restricted',
    (wanted) => {
      fc.assert(
        fc.property(statements, (drawn) => {
          const document = JSON.stringify({ Statement: drawn.map((one) => written(one)) });
          expect(offencesIn(document, [wanted]).length > 0).toBe(allows(drawn, wanted));
        }),
      );
    },
  );

  test('the order of statements, their form and the letters of actions make no difference', () => {
    fc.assert(
      fc.property(statements, (drawn) => {
        const asDrawn = what(judge(drawn.map((one) => written(one))));
        expect(what(judge(drawn.toReversed().map((one) => written(one, true))))).toEqual(asDrawn);
        const upper = drawn.map((one) => ({ ...one, actions: one.actions.map(toUpper) }));
        expect(judge(upper.map((one) => written(one))).length).toBe(asDrawn.length);
        if (drawn.length === 1) expect(what(judge(written(drawn[0]!, true)))).toEqual(asDrawn);
      }),
    );
  });

  test('a further statement never makes it harmless', () => {
    fc.assert(
      fc.property(statements, statement, (drawn, further) => {
        const before = judge(drawn.map((one) => written(one)));
        const after = judge([...drawn, further].map((one) => written(one)));
        expect(after).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});

const toUpper = (text: string) => text.toUpperCase();
