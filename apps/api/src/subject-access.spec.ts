import type { SubjectAccessExport } from '@app/data-rights';
import { Admission, Arrivals, nodeId } from '@app/graphql-kit';
import fastify from 'fastify';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveSubjectAccess } from './subject-access.js';

const arrivals = new Arrivals(new Admission({ atOnce: 8, waiting: 8, total: 8, patienceMs: 60_000 }), () => false);
const [ANN, BOB, CAI] = ['a', 'b', 'c'].map((last) => `d0000000-0000-4000-8000-00000000000${last}`) as [string, string, string];

describe('fetching what is held about oneself', () => {
  it('is fair: one who fetches it over and over keeps nobody else from theirs', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const begun: string[] = [];
    const answers: Pick<SubjectAccessExport, 'about' | 'answer'> = {
      about: (id) => Promise.resolve(id),
      async *answer(id) {
        begun.push(id);
        await gate;
        yield { format: 'JSON', text: '{}' };
      },
    };
    const server = fastify();
    serveSubjectAccess(server, {
      answers: answers as SubjectAccessExport,
      authenticate: (id = '') => Promise.resolve({ actor: { kind: 'person', id, role: 'leader' }, claims: [] }),
      arrivals,
      admission: new Admission({ atOnce: 1, waiting: 1, total: 2, patienceMs: 60_000 }),
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const fetching = (id: string, language = 'en') =>
      fetch(`${url}/subject-access/${nodeId('SubjectAccessRequest', id)}.json`, { headers: { authorization: id, 'accept-language': language } });
    try {
      const refused: Response[] = [];
      const loops = ['en', 'en', 'cy', 'cy'].map(async (language) => {
        const answer = await fetching(ANN, language);
        if (answer.status !== 200) refused.push(answer);
        return answer.status;
      });
      while (refused.length < 2) await sleep(5);
      const bobs = fetching(BOB);
      while (begun.length < 2) await sleep(5);
      expect(begun).toEqual([ANN, BOB]);
      open();
      expect((await bobs).status).toBe(200);
      expect((await Promise.all(loops)).sort()).toEqual([200, 200, 429, 429]);
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      const said = await Promise.all(
        refused.map(async (answer) => {
          const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string; retryAfterMs: number } }[] };
          return errors[0];
        }),
      );
      expect(said.map((error) => error?.extensions)).toEqual([
        { code: 'BUSY', retryAfterMs: expect.any(Number) },
        { code: 'BUSY', retryAfterMs: expect.any(Number) },
      ]);
      for (const error of said) expect(error?.message).toMatch(/^(Too much is|Gofynnir gormod)/);
    } finally {
      await server.close();
    }
  });

  it.each([
    ['hardly takes it', { withinMs: 500, altogetherMs: 60_000, whileAwaitedMs: 60_000 }],
    ['takes long while somebody else waits', { withinMs: 60_000, altogetherMs: 60_000, whileAwaitedMs: 500 }],
  ])('ends for whoever %s, and their place is the next one’s', async (_how, pace) => {
    const ended: string[] = [];
    const answers: Pick<SubjectAccessExport, 'about' | 'answer'> = {
      about: (id) => Promise.resolve(id),
      async *answer(id) {
        try {
          // More than any buffer on the way takes, but for Cai.
          for (let part = 0; part < (id === CAI ? 1 : 400); part += 1) yield { format: 'JSON', text: await Promise.resolve('x'.repeat(100_000)) };
        } finally {
          ended.push(id);
        }
      },
    };
    const server = fastify();
    serveSubjectAccess(server, {
      answers: answers as SubjectAccessExport,
      authenticate: (id = '') => Promise.resolve({ actor: { kind: 'person', id, role: 'leader' }, claims: [] }),
      arrivals,
      admission: new Admission({ atOnce: 1, waiting: 1, total: 2, patienceMs: 5_000 }),
      pace: { bytes: 16_384, ...pace },
    });
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    const path = (id: string) => `/subject-access/${nodeId('SubjectAccessRequest', id)}.json`;
    const slow = [ANN, BOB].map((id) => {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      socket.write(`GET ${path(id)} HTTP/1.1\r\nhost: x\r\nauthorization: ${id}\r\n\r\n`);
      const reading = setInterval(() => socket.read(64), 100);
      return { socket, reading };
    });
    try {
      await Promise.all(slow.map(({ socket }) => once(socket, 'readable')));
      const answer = await fetch(`http://127.0.0.1:${port}${path(CAI)}`, { headers: { authorization: CAI } });
      expect([answer.status, (await answer.text()).length]).toEqual([200, 100_000]);
      expect(ended).toEqual(expect.arrayContaining([CAI]));
      expect(ended.some((id) => id !== CAI)).toBe(true);
    } finally {
      for (const { socket, reading } of slow) {
        clearInterval(reading);
        socket.destroy();
      }
      await server.close();
    }
  });
});
