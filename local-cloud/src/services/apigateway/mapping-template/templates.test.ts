import { expect, test } from 'vitest';
import { mapped, written } from './testing.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html */
const START_EXECUTION = `{
  "input": "$util.escapeJavaScript($input.json('$'))",
  "stateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:orders"
}`;

test('the template that starts an execution gives the payload as a text in JSON', () => {
  const body = { customer: 'Zoë "Z"', path: 'a/b', lines: ['1\n2'] };

  const { input } = JSON.parse(written(START_EXECUTION, { body }));

  expect(JSON.parse(input)).toEqual(body);
});

test('without a payload an execution is started with an empty object', () => {
  expect(JSON.parse(written(START_EXECUTION)).input).toBe('{}');
});

test('a form for SQS has the payload as it came', () => {
  const template = 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)';
  const form = new URLSearchParams(written(template, { body: '{"a": "b&c=ä +"}' }));

  expect(form.get('MessageBody')).toBe('{"a": "b&c=ä +"}');
});

const SYNC_ANSWER = `#set($inputRoot = $input.path('$'))
#if($inputRoot.status == "FAILED")
#set($context.responseOverride.status = 400)
{"error": "$inputRoot.error"}
#else
$util.parseJson($inputRoot.output)
#end`;

test('an answer says that an execution failed', () => {
  const { text, overrides } = mapped(SYNC_ANSWER, { body: { status: 'FAILED', error: 'NoRoom' } });

  expect(JSON.parse(text)).toEqual({ error: 'NoRoom' });
  expect(overrides.response).toEqual({ header: {}, status: 400 });
});

test('an answer has the output of an execution, an object as Java writes it', () => {
  const list = { status: 'SUCCEEDED', output: '[{"room":7}]' };
  const object = { status: 'SUCCEEDED', output: '{"room":7}' };

  expect(mapped(SYNC_ANSWER, { body: list })).toEqual({
    text: '[{"room":7}]\n',
    overrides: { request: { header: {}, querystring: {}, path: {} }, response: { header: {} } },
  });
  expect(written(SYNC_ANSWER, { body: object })).toBe('{room=7}\n');
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html */
const PASSTHROUGH = `##  See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
##  This template will pass through all parameters including path, querystring, header, stage variables, and context through to the integration endpoint via the body/payload
#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : {
    "api-id" : "$context.apiId",
    "authorizer-principal-id" : "$context.authorizer.principalId",
    "source-ip" : "$context.identity.sourceIp"
    }
}`;

test("the console's template passes all of a request on", () => {
  const text = written(PASSTHROUGH, {
    body: { a: [1, 2.5] },
    params: { path: { id: '7' }, querystring: { q: 'x"y', r: '/' }, header: { Accept: '*/*' } },
    stageVariables: { table: 'orders' },
    context: { apiId: 'abc', identity: { sourceIp: '192.0.2.1' } },
  });

  expect(JSON.parse(text)).toEqual({
    'body-json': { a: [1, 2.5] },
    params: {
      path: { id: '7' },
      querystring: { q: 'x"y', r: '/' },
      header: { Accept: '*/*' },
    },
    'stage-variables': { table: 'orders' },
    context: { 'api-id': 'abc', 'authorizer-principal-id': '', 'source-ip': '192.0.2.1' },
  });
});

/** lib/plugins/aws/package/compile/events/api-gateway/lib/method/integration.js of the Serverless Framework */
const SERVERLESS = String.raw`
  #define( $loop )
    {
    #foreach($key in $map.keySet())
        #set( $k = $util.escapeJavaScript($key) )
        #set( $v = $util.escapeJavaScript($map.get($key)).replaceAll("\\'", "'") )
        "$k":
          "$v"
          #if( $foreach.hasNext ) , #end
    #end
    }
  #end

  {
    "body": $body,
    "method": "$context.httpMethod",
    "principalId": "$context.authorizer.principalId",
    "stage": "$context.stage",

    "cognitoPoolClaims" : {
       
       "sub": "$context.authorizer.claims.sub"
    },

    #set( $map = $context.authorizer )
    "enhancedAuthContext": $loop,

    #set( $map = $input.params().header )
    "headers": $loop,

    #set( $map = $input.params().querystring )
    "query": $loop,

    #set( $map = $input.params().path )
    "path": $loop,

    #set( $map = $context.identity )
    "identity": $loop,

    #set( $map = $stageVariables )
    "stageVariables": $loop,

    "requestPath": "$context.resourcePath"
  }
`;

const FORM = String.raw`
    #define( $body )
      {
      #foreach( $token in $input.path('$').split('&') )
        #set( $keyVal = $token.split('=') )
        #set( $keyValSize = $keyVal.size() )
        #if( $keyValSize >= 1 )
          #set( $key = $util.escapeJavaScript($util.urlDecode($keyVal[0])) )
          #if( $keyValSize >= 2 )
            #set($val = $util.escapeJavaScript($util.urlDecode($keyVal[1])).replaceAll("\\'","'"))
          #else
            #set( $val = '' )
          #end
          "$key": "$val"#if($foreach.hasNext),#end
        #end
      #end
      }
    #end
`;

const REQUEST = {
  params: { path: { id: "it's" }, querystring: {}, header: { Host: 'x', 'User-Agent': 'curl/8' } },
  context: {
    httpMethod: 'GET',
    stage: 'dev',
    resourcePath: '/orders/{id}',
    identity: { apiKey: null, sourceIp: '192.0.2.1' },
  },
};

test('the template of the Serverless Framework gives the event that its documentation shows', () => {
  const text = written(`#set( $body = $input.json("$") )\n${SERVERLESS}`, REQUEST);

  expect(JSON.parse(text)).toEqual({
    body: {},
    method: 'GET',
    principalId: '',
    stage: 'dev',
    cognitoPoolClaims: { sub: '' },
    enhancedAuthContext: {},
    headers: { Host: 'x', 'User-Agent': 'curl/8' },
    query: {},
    path: { id: "it's" },
    identity: { apiKey: '', sourceIp: '192.0.2.1' },
    stageVariables: {},
    requestPath: '/orders/{id}',
  });
});

test('the template of the Serverless Framework for forms reads a payload that is no JSON', () => {
  const body = "name=Zo%C3%AB+M&note=it's&empty=&none";

  expect(JSON.parse(written(FORM + SERVERLESS, { ...REQUEST, body }))).toMatchObject({
    body: { name: 'Zoë M', note: "it's", empty: '', none: '' },
  });
});

/** StepFunctionsRestApi of the AWS CDK: aws-apigateway/lib/integrations/stepfunctions.vtl, shortened */
const CDK = String.raw`## "@@" is used here as a placeholder for '"' to avoid using escape characters.
#set($inputString = '')
#set($includeHeaders = true)
#set($includeQueryString = true)
#set($includePath = false)
#set($allParams = $input.params())
{
    "stateMachineArn": "arn",
    #set($inputString = "$inputString,@@body@@: $input.body")
    #if ($includeHeaders)
        #set($inputString = "$inputString, @@header@@:{")
        #foreach($paramName in $allParams.header.keySet())
            #set($inputString = "$inputString @@$paramName@@: @@$util.escapeJavaScript($allParams.header.get($paramName))@@")
            #if($foreach.hasNext)
                #set($inputString = "$inputString,")
            #end
        #end
        #set($inputString = "$inputString }")
    #end
    #if ($includePath)
        #set($inputString = "$inputString, @@path@@:{}")
    #end
    #set($requestContext = "")
    ## Check if the request context should be included as part of the execution input
    #if($requestContext && !$requestContext.empty)
        #set($inputString = "$inputString,")
        #set($inputString = "$inputString @@requestContext@@: $requestContext")
    #end
    #set($inputString = "$inputString}")
    #set($inputString = $inputString.replaceAll("@@",'"'))
    #set($len = $inputString.length() - 1)
    "input": "{$util.escapeJavaScript($inputString.substring(1,$len)).replaceAll("\\'","'")}"
}`;

test('the template of the CDK for state machines gives the payload and what is asked for', () => {
  const { input } = JSON.parse(
    written(CDK, { body: '{"a": "it\'s"}', params: { header: { Accept: 'a/b', Host: 'h' } } }),
  );

  expect(JSON.parse(input)).toEqual({ body: { a: "it's" }, header: { Accept: 'a/b', Host: 'h' } });
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-kinesis.html */
const KINESIS = `{
  "ShardCount": #if($input.path('$.ShardCount') == '') 5 #else $input.path('$.ShardCount') #end,
  "StreamName": "$input.params('stream-name')"
}`;

test('a member that is not there equals an empty text', () => {
  const params = { path: { 'stream-name': 's' } };

  expect(JSON.parse(written(KINESIS, { params }))).toEqual({ ShardCount: 5, StreamName: 's' });
  expect(JSON.parse(written(KINESIS, { params, body: { ShardCount: 2 } })).ShardCount).toBe(2);
});

/** Recorded: test_integration_mock_with_vtl_map_assignation of localstack. */
test('overrides are set by name, by index and by put', () => {
  const { text, overrides } = mapped(`#set($paramName = "foo")
#set($context.requestOverride.querystring[$paramName] = "bar")
#set($paramPutName = "putfoo")
$context.requestOverride.querystring.put($paramPutName, "putBar")
#set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")
#set($context.requestOverride.path.id = 7)
#set($context.responseOverride.header.X-Request = ['a', 'b'])
{"statusCode": 200}`);

  expect(JSON.parse(text)).toEqual({ statusCode: 200 });
  expect(overrides).toEqual({
    request: {
      header: {},
      querystring: { foo: 'bar', putfoo: 'putBar', nestedfoo: 'nestedFoo' },
      path: { id: '7' },
    },
    response: { header: { 'X-Request': 'a,b' } },
  });
});

test("an answer's template sees the overrides of the request's, and what it sets itself", () => {
  const context = {
    requestOverride: { path: { body: '{"message":"path1"}' } },
    responseOverride: { status: 444 },
  };
  const template = `#set($body = $util.parseJson($context.requestOverride.path.body))$body.message`;

  expect(mapped(template, { context })).toMatchObject({
    text: 'path1',
    overrides: { response: { status: 444 } },
  });
  expect(context).not.toHaveProperty('responseOverride.header');
});

test('a status that is none overrides nothing', () => {
  expect(mapped('#set($context.responseOverride.status = "x")').overrides.response).toEqual({
    header: {},
  });
});
