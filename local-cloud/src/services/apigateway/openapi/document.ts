import { UserError } from '../../../core/errors.ts';
import { isObject, type Json } from '../../../core/json.ts';
import { readTemplate } from '../../../deploy/apart/read-template.ts';
import { invalidDocument, Part } from './part.ts';

/**
 * A document of OpenAPI 2.0 (Swagger) or 3.0, JSON or YAML.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 *
 * @throws BadRequestException for anything else; OpenAPI 3.1 is not taken by API Gateway, either
 */
export async function readDocument(body: Uint8Array): Promise<Part> {
  const root = await parsed(body);
  if (!isObject(root)) throw invalidDocument('The document must be an object.');
  const document = new Part(root);
  const version = document.text('swagger') ?? document.text('openapi') ?? '';
  if (root.swagger === undefined ? /^3\.0(?:\.\d+)?$/.test(version) : /^2(?:\.0)?$/.test(version)) {
    return document;
  }
  throw invalidDocument('It must say "swagger": "2.0", or "openapi": "3.0.x".');
}

async function parsed(body: Uint8Array): Promise<Json> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return await readTemplate(text, 'The document');
  } catch (error) {
    const why = error instanceof UserError ? error.why : undefined;
    throw invalidDocument(why ?? 'It is neither JSON nor YAML.');
  }
}
