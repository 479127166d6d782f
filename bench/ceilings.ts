// The ceiling, in a process of its own like the server it is held against: raw node:http answering the same bytes, or an
// empty 304 at /304. The file whose bytes are answered is the first argument.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const body = readFileSync(process.argv[2] ?? '');
const server = createServer((request, response) => {
  if (request.url === '/304') response.writeHead(304).end();
  else response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
