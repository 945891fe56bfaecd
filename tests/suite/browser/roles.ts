import { describe, expect, test } from 'vitest';
import { hasBrowser } from './chromium.ts';
import { details, open, world } from './world.ts';

describe.skipIf(!hasBrowser)('the roles, in the console', () => {
  test('a call that was denied leads to the statement that is missing', async () => {
    const RoleName = world.cloud.resource('BankAccountStateMachineRole');
    const { PolicyNames } = await world.cloud.call<{ PolicyNames: string[] }>(
      'IAM',
      'ListRolePolicies',
      { RoleName },
    );
    for (const PolicyName of PolicyNames) {
      await world.cloud.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName });
    }
    await world.cloud.call('SFN', 'StartExecution', {
      stateMachineArn: world.cloud.output('BankAccountStateMachineArn'),
      input: '{}',
    });
    const { page, complaints } = await open('#/roles');
    const denied = page.locator('.failure', { hasText: 'sqs:SendMessage' }).first();
    await denied.waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await denied.getByRole('button', { name: 'Copy' }).click();
    await denied.getByText('Copied').waitFor();
    const statement = JSON.parse(String(await page.evaluate('navigator.clipboard.readText()')));
    expect(statement).toMatchObject({ Effect: 'Allow', Action: 'sqs:SendMessage' });
    await denied.getByRole('link').click();
    await details(page).getByText('This statement is missing').first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('roles tell what they are granted, and what of it was used', async () => {
    const { page, complaints } = await open('#/roles');
    await page.getByLabel('Search grants').fill('GetCreditLimit');
    const used = page.locator('.grants .row', {
      hasText: /^\d+×.*GetCreditLimit.*logs:PutLogEvents/,
    });
    await used.first().waitFor();
    await page.getByLabel('Use', { exact: true }).selectOption('not used');
    await used.first().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
