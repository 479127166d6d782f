// A real OpenID provider (oidc-provider) in a process of its own, whose keys the test has too: it can sign what no honest
// provider would.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { ROOT } from './process.js';

const PROCESS = path.join(ROOT, 'e2e/src/identity-provider-process.ts');

/** A key of the provider, with its private half. */
export type ProviderKey = JWK & { kid: string; alg: string };

/** A provider that runs. */
export type IdentityProvider = {
  issuer: string;
  /** The paths that were asked for so far. */
  requests: string[];
  /** A token for a client of the provider, whose subject is the client's name, as the provider itself issues it. */
  issue(client: string, audience: string): Promise<string>;
  stop(): Promise<void>;
};

/** A fresh key for one algorithm. */
export async function createProviderKey(alg: 'ES256' | 'RS256' | 'PS256' | 'EdDSA'): Promise<ProviderKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(6).toString('hex'), alg, use: 'sig' };
}

/** Signs claims with a key of the provider's. */
export function signToken(key: ProviderKey, claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}) {
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key);
}

/** Starts a provider with these keys and a client for each name. */
export async function startIdentityProvider({
  keys,
  clients,
  port = 0,
}: {
  keys: readonly ProviderKey[];
  clients: readonly string[];
  port?: number;
}): Promise<IdentityProvider> {
  const secret = randomBytes(24).toString('base64url');
  const env = {
    ...process.env,
    IDP_PORT: String(port),
    IDP_JWKS: JSON.stringify({ keys }),
    IDP_CLIENTS: JSON.stringify(clients.map((id) => ({ id, secret }))),
  };
  const child = spawn(process.execPath, ['--import', 'tsx', PROCESS], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const requests: string[] = [];
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const issuer = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line.startsWith('ready on ')) resolve(line.slice('ready on '.length));
        else if (/^[A-Z]+ \//.test(line)) requests.push(line);
      }
    });
    child.once('close', (code) => reject(new Error(`the identity provider ended with ${code}: ${complaints}`)));
  });
  return {
    issuer,
    requests,
    issue: async (client, audience) => {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
      });
      const { access_token } = (await answer.json()) as { access_token?: string };
      if (access_token === undefined) throw new Error(`the identity provider issued no token: ${complaints}`);
      return access_token;
    },
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
