/** A template's role that services may assume, and what it may do: `{ Effect, Action, Resource }` each. */
export function role(services: string | readonly string[], ...statements: readonly object[]) {
  const policy = (Statement: unknown) => ({ Version: '2012-10-17', Statement });
  const trust = { Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy(trust),
      ...(statements.length > 0 && {
        Policies: [{ PolicyName: 'own', PolicyDocument: policy(statements) }],
      }),
    },
  };
}
