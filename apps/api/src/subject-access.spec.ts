import type { SubjectAccessExport } from '@app/data-rights';
import { Admission, nodeId } from '@app/graphql-kit';
import fastify from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveSubjectAccess } from './subject-access.js';

const [ANN, BOB] = ['d0000000-0000-4000-8000-00000000000a', 'd0000000-0000-4000-8000-00000000000b'];

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
});
