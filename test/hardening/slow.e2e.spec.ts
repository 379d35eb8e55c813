/** @jest-environment node */
import 'reflect-metadata';
import { connect } from 'node:net';
import type { Server } from 'node:http';
import { run, type Running } from '../http/support/running.js';

let api: Running;
beforeAll(async () => (api = await run({ timeouts: { request: 1_500, headers: 500, silence: 600_000, check: 50 } })));
afterAll(() => api.stop());

/** What is answered to whoever sends something, and then a little of something else for ever. */
function answerToDripping(start: string, drop: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let answer = '';
    socket.on('error', () => undefined).on('data', (part) => (answer += part.toString()));
    socket.write(start);
    const dripping = setInterval(() => socket.write(drop), 100);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(answer);
    });
  });
}

describe('whoever sends slowly', () => {
  it.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nhost: x\r\n', 'x: y\r\n'],
    ['a line', 'G', 'E'],
    ['nothing at all', '', ''],
  ])(
    'is told so, and let go, who never ends with %s',
    async (_what, start, drop) => expect(await answerToDripping(start, drop)).toMatch(/^(HTTP\/1\.1 40[08] [^]*"MALFORMED_REQUEST"|$)/),
    20_000,
  );

  it('is told so, and let go, who never ends with a body', async () => {
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.token}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n`;
    expect(await answerToDripping(head, ' ')).toMatch(/^HTTP\/1\.1 408 /);
  }, 20_000);

  it('has as long as is documented, where nothing else is said', async () => {
    const usual = await run();
    const { headersTimeout, requestTimeout, timeout } = usual.app.getHttpServer() as Server;
    await usual.stop();
    expect({ headersTimeout, requestTimeout, timeout }).toEqual({ headersTimeout: 15_000, requestTimeout: 30_000, timeout: 120_000 });
  });
});
