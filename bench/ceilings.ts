// The ceilings, in a process of their own like the server they are held against: raw node:http answering the same bytes,
// and an empty tRPC procedure on tRPC's standalone adapter. The file whose bytes are answered is the first argument.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initTRPC } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';

const body = readFileSync(process.argv[2] ?? '');
const raw = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
});
const t = initTRPC.create();
const empty = createServer(createHTTPHandler({ router: t.router({ empty: t.procedure.query(() => null) }) }));

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

process.stdout.write(`${JSON.stringify({ raw: await listen(raw), empty: await listen(empty) })}\n`);
