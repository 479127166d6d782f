// The process of identity-provider.ts: a real OpenID provider on loopback with the keys and clients of its environment. It
// writes a line for each request that it gets.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

const { IDP_PORT = '0', IDP_JWKS = '{"keys":[]}', IDP_CLIENTS = '[]' } = process.env;

type Client = { id: string; secret: string };

function configure(): Configuration {
  return {
    jwks: JSON.parse(IDP_JWKS) as NonNullable<Configuration['jwks']>,
    clients: (JSON.parse(IDP_CLIENTS) as Client[]).map(({ id, secret }) => ({
      client_id: id,
      client_secret: secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: 'ES256',
    })),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: '',
          audience: resource,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  };
}

const server = createServer();
server.listen(Number(IDP_PORT), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = new Provider(issuer, configure()).callback();
  server.on('request', (request, response) => {
    process.stdout.write(`${request.method} ${request.url}\n`);
    void answer(request, response);
  });
  process.stdout.write(`ready on ${issuer}\n`);
});
