import type { ServiceModel } from '../../sdk/schemas.ts';
import type { Codec } from './codec.ts';

/** What a request itself shows; which of the REST protocols is meant, the service's model says. */
export type Protocol = 'json1.0' | 'json1.1' | 'query' | 'ec2' | 'cbor' | 'cbor1.1' | 'rest';

const loaded = new Map<string, Promise<Codec>>();

/** The codec of a protocol, loaded when it is first spoken. */
export function codecs(protocol: Protocol, model?: ServiceModel): Promise<Codec> {
  const isXml = protocol === 'rest' && model?.protocol.getShapeId() === 'aws.protocols#restXml';
  const name = isXml ? 'restXml' : protocol;
  let codec = loaded.get(name);
  if (codec === undefined) {
    codec = load(name);
    loaded.set(name, codec);
  }
  return codec;
}

async function load(protocol: Protocol | 'restXml'): Promise<Codec> {
  switch (protocol) {
    case 'json1.0':
    case 'json1.1':
      return (await import('./json.ts')).jsonCodec(protocol === 'json1.1' ? '1.1' : '1.0');
    case 'query':
      return (await import('./query.ts')).queryCodec;
    case 'ec2':
      return (await import('./query.ts')).ec2Codec;
    case 'cbor':
      return (await import('./cbor.ts')).cborCodec;
    case 'cbor1.1':
      return (await import('./cbor.ts')).oldCborCodec;
    case 'rest':
      return (await import('./rest.ts')).restJsonCodec;
    case 'restXml':
      return (await import('./rest.ts')).restXmlCodec;
  }
}
