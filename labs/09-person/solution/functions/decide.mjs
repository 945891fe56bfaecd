import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';

const client = new SFNClient();
const CHOICES = ['approve', 'decline'];

/** GET /decide shows the question. POST /decide, with the field `choice`, decides. */
export async function handler(event) {
  const { token } = event.queryStringParameters ?? {};
  if (event.requestContext.http.method === 'GET') return page(200, question());
  return decide(token, fieldsOf(event).get('choice'));
}

async function decide(taskToken, decision) {
  if (!CHOICES.includes(decision)) return page(400, question());
  const output = JSON.stringify({ decision });
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output }));
    return page(200, `<p>Thank you: ${decision === 'approve' ? 'we buy it' : 'we do not'}.</p>`);
  } catch (error) {
    // Decided before, or expired.
    if (error.name === 'TaskTimedOut') return page(409, '<p>It is too late for that.</p>');
    throw error;
  }
}

/** Its form is sent to where the page is from: the token is in the address. */
function question() {
  return `<form method="post">
    <button name="choice" value="approve">Buy it</button>
    <button name="choice" value="decline">Leave it</button>
  </form>`;
}

/** API Gateway hands on a form in base 64. */
function fieldsOf({ body = '', isBase64Encoded }) {
  return new URLSearchParams(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body);
}

function page(statusCode, body) {
  return { statusCode, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
