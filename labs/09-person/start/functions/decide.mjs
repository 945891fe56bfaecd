import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';

const client = new SFNClient();

/** GET /decide: whoever follows the link approves. */
export async function handler(event) {
  const { token } = event.queryStringParameters ?? {};
  return decide(token, 'approve');
}

async function decide(taskToken, decision) {
  const output = JSON.stringify({ decision });
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output }));
    return page(200, '<p>Thank you: we buy it.</p>');
  } catch (error) {
    // Decided before, or expired.
    if (error.name === 'TaskTimedOut') return page(409, '<p>It is too late for that.</p>');
    throw error;
  }
}

function page(statusCode, body) {
  return { statusCode, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
