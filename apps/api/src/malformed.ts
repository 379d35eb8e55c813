import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isUnderWay } from './log-requests.js';

const log = new Logger('Http');

const STATUSES: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
const WORDS: Readonly<Record<number, string>> = {
  400: 'This is not an HTTP request that can be read.',
  408: 'The request did not arrive in time. Send it anew.',
  414: 'A part of this address is too long.',
  431: 'The headers of this request are too long. Send shorter ones.',
};

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** Nobody's language is known of what could not be read. */
function bodyOf(status: number): string {
  return JSON.stringify({ errors: [{ message: WORDS[status] ?? WORDS[400], extensions: { code: 'MALFORMED_REQUEST' } }] });
}

// One line, and nothing of what was sent: it can be anything.
function note(status: number, reason: string | undefined): void {
  log.log({ route: '(none)', status, reason }, 'request');
}

/** Answers what never became a request: bytes that are no HTTP, headers that are too long or do not arrive. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // Whoever has gone waits for nothing, and may have asked nothing.
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = STATUSES[error.code ?? ''] ?? 400;
  if (!isUnderWay(socket)) note(status, error.code);
  const body = bodyOf(status);
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncache-control: no-store\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  socket.destroy();
}

/** Answers a request whose address cannot be read, so that it reaches no route and no hook. */
export function answerUnroutable(
  { statusCode, code }: { readonly statusCode?: number; readonly code?: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = statusCode ?? 400;
  note(status, code);
  void reply.code(status).headers(HEADERS).send(bodyOf(status));
}

/** Has what Node would answer, or not answer, by itself come to this server: requests that name no host, that expect what there is not, and tunnels. */
export function refuseUnreadable(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw }, reply) => {
    if (raw.headers.host !== undefined || raw.httpVersion === '1.0') return undefined;
    return reply.code(400).headers(HEADERS).send(bodyOf(400));
  });
  server.server.on('checkExpectation', (request, response) => void server.server.emit('request', request, response));
  server.server.on('connect', (_request, socket: Socket) => answerUnreadable({ code: 'CONNECT', name: 'Error', message: 'a tunnel was asked for' }, socket));
}
